//! What every Unix tells about processes.

use rustix::io::Errno;
use rustix::process::Pid as NonZeroPid;

/// The number of a process.
pub(super) type Pid = i32;

pub(crate) fn effective_uid() -> u32 {
    rustix::process::geteuid().as_raw()
}

/// Whether the number is in use, by a process or by what is left of one; `pid` is above 0.
///
/// A process that we may not signal exists, and so it may for any other answer but that there is none.
pub(super) fn exists(pid: Pid) -> bool {
    NonZeroPid::from_raw(pid).is_some_and(|pid| rustix::process::test_kill_process(pid) != Err(Errno::SRCH))
}

/// Lets go of what was inherited, and becomes the leader of a session without a terminal (setsid(2)).
pub(super) fn detach() -> std::io::Result<()> {
    super::inherited_unix::let_go()?;
    rustix::process::setsid()?;
    Ok(())
}

pub(super) fn own() -> Pid {
    NonZeroPid::as_raw(Some(rustix::process::getpid()))
}
