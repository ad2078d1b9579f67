//! What a daemon and its launcher share, on Unix.

#[cfg(feature = "daemon")]
use std::fs::File;
use std::os::fd::AsFd;

#[cfg(feature = "daemon")]
use rustix::fs::FileType;
use rustix::fs::fstat;

/// The name of an open file: its device and inode.
pub(in crate::launch) fn name_of(file: impl AsFd) -> std::io::Result<String> {
    let stat = fstat(file)?;
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
    let pipe = above_standard(&stdout)?;
    let null = File::options().write(true).open("/dev/null").ok()?;
    rustix::stdio::dup2_stdout(&null).ok()?;
    Some(pipe)
}

/// The launcher's turn, a locked file.
#[cfg(feature = "daemon")]
pub(super) type Turn = File;

/// Standard input as a file that no child inherits, if it is the file `named`; the null device takes its place.
#[cfg(feature = "daemon")]
pub(super) fn take_turn(named: &str) -> Option<File> {
    let stdin = std::io::stdin();
    let is_file = FileType::from_raw_mode(fstat(&stdin).ok()?.st_mode) == FileType::RegularFile;
    if !is_file || name_of(&stdin).ok()? != named {
        return None;
    }
    let turn = above_standard(&stdin)?;
    let null = File::open("/dev/null").ok()?;
    rustix::stdio::dup2_stdin(&null).ok()?;
    Some(turn)
}

/// The same file under a number above the standard ones, whichever of them are closed, and closed by exec.
#[cfg(feature = "daemon")]
fn above_standard(file: impl AsFd) -> Option<File> {
    rustix::io::fcntl_dupfd_cloexec(file, 3).ok().map(Into::into)
}

/// Lets go of whatever else the launcher had open. What cannot be let go of does not keep the daemon from
/// its work.
#[cfg(feature = "daemon")]
pub(super) fn let_go_of_the_rest() {
    if let Err(error) = crate::process::let_go_of_inherited() {
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
