//! What macOS tells about a process.
#![expect(
    unsafe_code,
    reason = "the calls that tell it have no safe form without a build-time generator"
)]

use std::ffi::{OsString, c_int};
use std::mem::{MaybeUninit, size_of};
use std::os::unix::ffi::OsStringExt;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use libc::{PROC_PIDPATHINFO_MAXSIZE, PROC_PIDTBSDINFO, SZOMB, proc_bsdinfo};

/// Whether a process has ended and waits to be waited for.
pub(super) fn is_zombie(pid: i32) -> bool {
    look(pid).is_some_and(|found| found.pbi_status == SZOMB)
}

pub(super) fn parent(pid: i32) -> Option<i32> {
    i32::try_from(look(pid)?.pbi_ppid).ok()
}

pub(super) fn started_at(pid: i32) -> Option<SystemTime> {
    let found = look(pid)?;
    let micros = Duration::from_micros(found.pbi_start_tvusec);
    SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(found.pbi_start_tvsec).checked_add(micros)?)
}

pub(super) fn executable_of(pid: i32) -> Option<PathBuf> {
    let mut path = vec![0; usize::try_from(PROC_PIDPATHINFO_MAXSIZE).ok()?];
    let size = u32::try_from(path.len()).ok()?;
    // SAFETY: there is room for `size` bytes at the address, and it outlives the call.
    let length = unsafe { libc::proc_pidpath(pid, path.as_mut_ptr().cast(), size) };
    // None if it failed, which is said by 0 or less.
    path.truncate(usize::try_from(length).ok().filter(|length| *length > 0)?);
    Some(OsString::from_vec(path).into())
}

fn look(pid: i32) -> Option<proc_bsdinfo> {
    /// Also of a process that has ended and that nobody has waited for.
    const ENDED_TOO: u64 = 1;
    let size = c_int::try_from(size_of::<proc_bsdinfo>()).ok()?;
    let mut found = MaybeUninit::<proc_bsdinfo>::zeroed();
    // SAFETY: there is room for `size` bytes at the address, and it outlives the call.
    let filled =
        unsafe { libc::proc_pidinfo(pid, PROC_PIDTBSDINFO, ENDED_TOO, found.as_mut_ptr().cast(), size) };
    // SAFETY: it is made of numbers only, which were zero before they were filled in.
    (filled == size).then(|| unsafe { found.assume_init() })
}
