//! Unix: sockets in folders, and signals.

use std::ffi::OsString;
use std::io;
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process, test_kill_process};
use tokio::net::UnixStream;

use crate::LIMIT;

/// A connection that says nothing by itself.
pub type RawStream = UnixStream;

/// The same for a thread that may wait.
pub type BlockingStream = std::os::unix::net::UnixStream;

/// Connects to `socket`.
///
/// # Errors
///
/// If nobody listens.
pub async fn connect(socket: impl AsRef<Path>) -> io::Result<RawStream> {
    UnixStream::connect(socket).await
}

/// Connects to `socket`; reads and writes block, reads for no longer than [`LIMIT`].
///
/// # Errors
///
/// If nobody listens.
pub fn connect_blocking(socket: impl AsRef<Path>) -> io::Result<BlockingStream> {
    let stream = BlockingStream::connect(socket)?;
    stream.set_read_timeout(Some(LIMIT))?;
    Ok(stream)
}

/// A server that the test is itself.
#[derive(Debug)]
pub struct Server(UnixListener);

impl Server {
    /// Listens at `socket`.
    ///
    /// # Errors
    ///
    /// If it cannot be bound.
    pub fn bind(socket: impl AsRef<Path>) -> io::Result<Self> {
        UnixListener::bind(socket).map(Self)
    }

    /// Waits for the next client.
    ///
    /// # Errors
    ///
    /// If the connection breaks.
    pub fn accept(&mut self) -> io::Result<BlockingStream> {
        Ok(self.0.accept()?.0)
    }
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

/// Which of the test's own `files` are counted to what a daemon leaves: all, since its directory is its own.
pub fn left_beside<'a>(files: &[&'a str]) -> Vec<&'a str> {
    files.to_vec()
}

/// Takes the file away, so that nothing is at its place.
///
/// # Panics
///
/// If it is not there.
pub fn take_away(file: &Path) {
    std::fs::remove_file(file).expect("a file");
}

/// A program that does nothing for a minute.
pub fn sleeper() -> Command {
    let mut command = Command::new("sleep");
    command.arg("60");
    command
}

/// The command that stops a daemon that knows no such request, and by what means.
pub const STOPS_A_STRANGER_BY: (&[&str], &str) = (&["stop"], "sigterm");

/// What is heard of a text that a program says before it is a daemon: its streams lead into the log.
pub fn heard(text: &str) -> &str {
    text
}

/// How the end of a process that called `abort` is told.
pub const ABORTED: &str = "signal: 6";

/// Takes away the socket that a killed daemon left.
///
/// # Panics
///
/// If there is none.
pub fn take_socket_away(socket: &Path) {
    take_away(socket);
}

/// Stops the process in the midst of everything.
///
/// # Panics
///
/// If it is gone.
pub fn pause(pid: i64) {
    signal(pid, Signal::STOP);
}

/// Lets it go on.
///
/// # Panics
///
/// If it is gone.
pub fn go_on(pid: i64) {
    signal(pid, Signal::CONT);
}

fn signal(pid: i64, signal: Signal) {
    let pid = i32::try_from(pid).ok().and_then(Pid::from_raw);
    kill_process(pid.expect("a process"), signal).expect("a process of ours");
}

/// Whether there is such a process, and it has not ended.
pub fn is_alive(pid: i64) -> bool {
    let state = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    let pid = i32::try_from(pid).ok().and_then(Pid::from_raw);
    pid.is_some_and(|pid| test_kill_process(pid).is_ok()) && !state.contains(") Z ")
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

/// How often one of them is killed.
pub const KILLED_HERDS: usize = 10;

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
