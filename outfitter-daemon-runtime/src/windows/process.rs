//! Processes by number: handles to them, when they were started, and by whom.
#![expect(unsafe_code, reason = "std knows only its own children")]

use std::ffi::OsString;
use std::io;
use std::mem::size_of;
use std::os::windows::ffi::OsStringExt;
use std::os::windows::io::{AsHandle, AsRawHandle, BorrowedHandle, FromRawHandle, OwnedHandle};
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use windows_sys::Win32::Foundation::{ERROR_INVALID_PARAMETER, FILETIME, INVALID_HANDLE_VALUE, WAIT_TIMEOUT};
use windows_sys::Win32::System::Diagnostics::ToolHelp::{
    CreateToolhelp32Snapshot, PROCESSENTRY32W, Process32FirstW, Process32NextW, TH32CS_SNAPPROCESS,
};
use windows_sys::Win32::System::Threading::{
    GetProcessId, GetProcessTimes, OpenProcess, PROCESS_NAME_WIN32, PROCESS_QUERY_LIMITED_INFORMATION,
    PROCESS_SYNCHRONIZE, QueryFullProcessImageNameW, WaitForSingleObject,
};
#[cfg(feature = "client")]
use windows_sys::Win32::System::Threading::{PROCESS_TERMINATE, TerminateProcess};

use super::check;

/// A process that is there, or whose end somebody still has a handle to.
#[derive(Debug)]
pub(crate) struct Process(OwnedHandle);

/// What is known of a number.
#[derive(Debug)]
pub(crate) enum Found {
    Process(Process),
    /// There is one, and we may not look at it.
    Closed,
    Nobody,
}

/// From 1601 to 1970, in units of 100 ns.
const UNIX_EPOCH: u64 = 116_444_736_000_000_000;

impl Process {
    /// Looks for the process `pid`.
    pub(crate) fn find(pid: u32) -> Found {
        let access = PROCESS_QUERY_LIMITED_INFORMATION | PROCESS_SYNCHRONIZE;
        // SAFETY: it takes numbers only.
        let handle = unsafe { OpenProcess(access, 0, pid) };
        if handle.is_null() {
            let code = io::Error::last_os_error().raw_os_error();
            let nobody = code.and_then(|code| u32::try_from(code).ok()) == Some(ERROR_INVALID_PARAMETER);
            return if nobody { Found::Nobody } else { Found::Closed };
        }
        // SAFETY: it was opened a moment ago, and nobody else knows it.
        let process = Self(unsafe { OwnedHandle::from_raw_handle(handle) });
        // Windows ignores the last two bits of the number: asked for 5, it finds 4.
        // SAFETY: the handle is open.
        if unsafe { GetProcessId(process.0.as_raw_handle()) } == pid {
            Found::Process(process)
        } else {
            Found::Nobody
        }
    }

    /// The process `pid`, if we may end it.
    #[cfg(feature = "client")]
    pub(crate) fn find_to_end(pid: u32) -> Option<Self> {
        let access = PROCESS_QUERY_LIMITED_INFORMATION | PROCESS_SYNCHRONIZE | PROCESS_TERMINATE;
        // SAFETY: it takes numbers only.
        let handle = unsafe { OpenProcess(access, 0, pid) };
        if handle.is_null() {
            return None;
        }
        // SAFETY: it was opened a moment ago, and nobody else knows it.
        let process = Self(unsafe { OwnedHandle::from_raw_handle(handle) });
        // SAFETY: the handle is open.
        (unsafe { GetProcessId(process.0.as_raw_handle()) } == pid).then_some(process)
    }

    /// Ends it at once; one that has ended has nothing against it.
    #[cfg(feature = "client")]
    pub(crate) fn end(&self) -> io::Result<()> {
        /// As a shell has it for a program that was killed.
        const KILLED: u32 = 128 + 9;
        // SAFETY: the handle is open.
        match check(unsafe { TerminateProcess(self.0.as_raw_handle(), KILLED) }) {
            Err(_) if !self.is_running() => Ok(()),
            ended => ended,
        }
    }

    /// Whether it has not ended yet.
    pub(crate) fn is_running(&self) -> bool {
        // SAFETY: the handle is open; there is no waiting.
        unsafe { WaitForSingleObject(self.0.as_raw_handle(), 0) == WAIT_TIMEOUT }
    }

    /// The file of its program.
    pub(crate) fn executable(&self) -> Option<PathBuf> {
        /// The longest path that there can be, in UTF-16 units.
        const LONGEST: u16 = i16::MAX.cast_unsigned();
        let mut path = vec![0; LONGEST.into()];
        let mut length = u32::from(LONGEST);
        // SAFETY: the handle is open, and there is room for so many units, the zero at the end among them.
        let asked = unsafe {
            QueryFullProcessImageNameW(
                self.0.as_raw_handle(),
                PROCESS_NAME_WIN32,
                path.as_mut_ptr(),
                &raw mut length,
            )
        };
        check(asked).ok()?;
        let path = path.get(..usize::try_from(length).ok()?)?;
        Some(OsString::from_wide(path).into())
    }

    /// When it was started.
    pub(crate) fn started_at(&self) -> Option<SystemTime> {
        let [mut created, mut ended, mut in_kernel, mut in_user] = [FILETIME::default(); 4];
        // SAFETY: the handle is open, and the four outlive the call.
        let times = unsafe {
            GetProcessTimes(
                self.0.as_raw_handle(),
                &raw mut created,
                &raw mut ended,
                &raw mut in_kernel,
                &raw mut in_user,
            )
        };
        check(times).ok()?;
        let since_1601 = u64::from(created.dwHighDateTime) << 32 | u64::from(created.dwLowDateTime);
        let since_1970 = Duration::from_nanos(since_1601.checked_sub(UNIX_EPOCH)?.checked_mul(100)?);
        SystemTime::UNIX_EPOCH.checked_add(since_1970)
    }
}

impl AsHandle for Process {
    fn as_handle(&self) -> BorrowedHandle<'_> {
        self.0.as_handle()
    }
}

/// The number of the process that started `pid`; another may have it by now.
pub(crate) fn parent_of(pid: u32) -> Option<u32> {
    // SAFETY: it takes numbers only.
    let list = unsafe { CreateToolhelp32Snapshot(TH32CS_SNAPPROCESS, 0) };
    if list == INVALID_HANDLE_VALUE {
        return None;
    }
    // SAFETY: it was opened a moment ago, and nobody else knows it.
    let list = unsafe { OwnedHandle::from_raw_handle(list) };
    let mut entry = PROCESSENTRY32W {
        dwSize: u32::try_from(size_of::<PROCESSENTRY32W>()).ok()?,
        ..PROCESSENTRY32W::default()
    };
    // SAFETY: the handle is open, and the entry says how large it is.
    let mut more = unsafe { Process32FirstW(list.as_raw_handle(), &raw mut entry) } != 0;
    while more {
        if entry.th32ProcessID == pid {
            return Some(entry.th32ParentProcessID);
        }
        // SAFETY: as above.
        more = unsafe { Process32NextW(list.as_raw_handle(), &raw mut entry) } != 0;
    }
    None
}

/// Ends this process without running anything else: no exit handlers, which could hang as well.
#[cfg(feature = "daemon")]
pub(crate) fn exit_now(code: u32) -> ! {
    use windows_sys::Win32::System::Threading::GetCurrentProcess;
    // SAFETY: what it does to this process is what it is for.
    unsafe { TerminateProcess(GetCurrentProcess(), code) };
    // It does not come back; the compiler does not know.
    std::process::abort()
}
