//! The readiness pipe on Unix.

#[cfg(feature = "daemon")]
use std::fs::File;
use std::os::fd::AsFd;

#[cfg(feature = "daemon")]
use rustix::fs::FileType;
use rustix::fs::fstat;

/// The name of a pipe: its device and inode.
pub(in crate::launch) fn name_of(pipe: impl AsFd) -> std::io::Result<String> {
    let stat = fstat(pipe)?;
    Ok(format!("{}:{}", stat.st_dev, stat.st_ino))
}

/// Standard output as a file that no child inherits, if it is the pipe `named`; the null device takes its
/// place.
#[cfg(feature = "daemon")]
pub(super) fn take_pipe(named: &str) -> Option<File> {
    let stdout = std::io::stdout();
    let is_pipe = FileType::from_raw_mode(fstat(&stdout).ok()?.st_mode) == FileType::Fifo;
    if !is_pipe || name_of(&stdout).ok()? != named {
        return None;
    }
    // Above the standard descriptors, whichever of them are closed.
    let pipe = rustix::io::fcntl_dupfd_cloexec(&stdout, 3).ok()?;
    let null = File::options().write(true).open("/dev/null").ok()?;
    rustix::stdio::dup2_stdout(&null).ok()?;
    Some(pipe.into())
}

/// Lets go of whatever else the launcher had open. What cannot be let go of does not keep the daemon from
/// its work.
#[cfg(feature = "daemon")]
pub(super) fn let_go_of_the_rest() {
    if let Err(error) = super::inherited::let_go() {
        tracing::debug!(%error, "keeps open what its launcher had open");
    }
}

/// Becomes the leader of a session without a terminal, so that its hang-up and its Ctrl-C do not reach the
/// daemon. A process that leads a group already cannot (setsid(2)), and then has been detached by others.
#[cfg(feature = "daemon")]
pub(super) fn leave_session() {
    if let Err(error) = rustix::process::setsid() {
        tracing::debug!(%error, "stays in the session of its parent");
    }
}
