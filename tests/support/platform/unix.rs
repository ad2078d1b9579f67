//! Unix: sockets in folders, and signals.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
use tokio::net::UnixStream;

/// A connection that says nothing by itself.
pub type RawStream = UnixStream;

/// Connects to `socket`.
///
/// # Errors
///
/// If nobody listens.
pub async fn connect(socket: impl AsRef<Path>) -> io::Result<RawStream> {
    UnixStream::connect(socket).await
}

/// Connects to `socket`; reads and writes block.
///
/// # Errors
///
/// If nobody listens.
pub fn connect_blocking(socket: impl AsRef<Path>) -> io::Result<std::os::unix::net::UnixStream> {
    std::os::unix::net::UnixStream::connect(socket)
}

/// A place for a socket that is `folder`'s own.
pub fn socket_in(folder: &Path) -> PathBuf {
    folder.join("test.sock")
}

/// The variables by which the daemon `name` and its clients have all their files in `folder`.
pub fn surroundings(folder: &Path, _name: &str) -> Vec<(String, OsString)> {
    vec![
        ("XDG_RUNTIME_DIR".into(), folder.into()),
        ("XDG_STATE_HOME".into(), folder.join("state").into()),
    ]
}

/// The directory of the daemon `name` that lives in `folder`.
pub fn dir_of(folder: &Path, name: &str) -> PathBuf {
    folder.join(name)
}

/// Its file, such as `daemon.lock`.
pub fn file_of(folder: &Path, name: &str, file: &str) -> PathBuf {
    dir_of(folder, name).join(file)
}

/// Its socket.
pub fn socket_of(folder: &Path, name: &str) -> PathBuf {
    file_of(folder, name, "daemon.sock")
}

/// Whether a file of this name in its directory is one of its own.
pub fn is_its_own(_name: &str, _file: &str) -> bool {
    true
}

/// A program that does nothing for a minute.
pub fn sleeper() -> Command {
    let mut command = Command::new("sleep");
    command.arg("60");
    command
}

/// Asks the daemon to end, as whoever has started it does.
///
/// # Panics
///
/// If it is gone.
pub fn ask_to_end(pid: u32, _socket: &Path) {
    let pid = Pid::from_raw(pid.cast_signed()).expect("a process");
    kill_process(pid, Signal::TERM).expect("a signal to a child");
}

/// Kills a process, if it is there.
pub fn kill(pid: i64) {
    let pid = i32::try_from(pid).ok().and_then(Pid::from_raw);
    if let Some(pid) = pid {
        // It may have ended already.
        let _ = kill_process(pid, Signal::KILL);
    }
}

/// How much later than in truth a process may seem to have been started.
pub const START_TIME_SLACK: Duration = Duration::from_secs(2);

/// Whether this is a user who may do everything.
pub fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// How many start the same daemon at once.
pub const HERD: usize = 100;

/// A folder that nobody else may enter.
///
/// # Panics
///
/// If there is none.
pub fn private_folder() -> tempfile::TempDir {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::set_permissions(folder.path(), PermissionsExt::from_mode(0o700)).expect("ours");
    folder
}

/// Whether there is such a socket.
pub fn is_there(socket: &Path) -> bool {
    socket.exists()
}
