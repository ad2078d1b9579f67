//! What the launcher had open for all of its children, such as the pipe of a shell that waits for its end.
//!
//! Safe code cannot keep a child from inheriting it, so the daemon lets go of it, and puts the null device in
//! its place: a number that is merely closed would be the next file's, perhaps the lock's, while a library
//! that knew the number still writes to it.

use std::fs::File;
use std::io;
use std::mem::ManuallyDrop;
use std::os::fd::{AsFd, BorrowedFd, FromRawFd, OwnedFd, RawFd};

use rustix::io::{FdFlags, dup2, fcntl_getfd, fcntl_setfd};

/// Where the open descriptors of this process are listed.
const LIST: &str = if cfg!(target_os = "linux") {
    "/proc/self/fd"
} else {
    "/dev/fd"
};

/// Lets go of every descriptor above the standard ones that came through exec, except sockets that a service
/// manager passed to this very process. To be called before anything else in `main`.
pub(crate) fn let_go() -> io::Result<()> {
    let null = File::options().read(true).write(true).open("/dev/null")?;
    let passed = passed_sockets();
    for entry in std::fs::read_dir(LIST)? {
        let number = entry?.file_name().to_str().and_then(|name| name.parse().ok());
        if let Some(number) = number.filter(|number| *number > 2 && !passed.contains(number)) {
            replace(number, null.as_fd())?;
        }
    }
    Ok(())
}

/// `sd_listen_fds(3)`: the numbers from 3, if they are meant for us.
fn passed_sockets() -> std::ops::Range<RawFd> {
    let variable = |name| std::env::var(name).ok()?.parse::<u32>().ok();
    let for_us = variable("LISTEN_PID") == Some(std::process::id());
    let count = variable("LISTEN_FDS").filter(|_| for_us).unwrap_or(0);
    3..3 + RawFd::try_from(count).unwrap_or(0)
}

/// Puts the null device in the place of `number`, if that came through exec.
#[expect(
    unsafe_code,
    reason = "a descriptor that was inherited has no owner in this program from whom it could be had"
)]
fn replace(number: RawFd, null: BorrowedFd<'_>) -> io::Result<()> {
    // SAFETY: it was listed as open, and `main` has not begun anything yet that could close it.
    let flags = fcntl_getfd(unsafe { BorrowedFd::borrow_raw(number) })?;
    // What this program has opened since is closed by exec, as everything is that Rust opens. Nothing that is
    // closed by exec can have come through it.
    if flags.contains(FdFlags::CLOEXEC) {
        return Ok(());
    }
    // SAFETY: it came through exec, so that nobody in this program owns it; it is not closed here either, but
    // stays open under its number.
    let mut inherited = ManuallyDrop::new(unsafe { OwnedFd::from_raw_fd(number) });
    dup2(null, &mut inherited)?;
    fcntl_setfd(&*inherited, FdFlags::CLOEXEC)?;
    Ok(())
}
