//! Windows: pipes, which all have one name space, and no signals.

use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use tokio::net::windows::named_pipe::{ClientOptions, NamedPipeClient};

/// `ERROR_PIPE_BUSY`: the server has not made the instance for the next client yet.
const BUSY: i32 = 231;
const PAUSE: Duration = Duration::from_millis(2);

/// A connection that says nothing by itself.
pub type RawStream = NamedPipeClient;

/// The same for a thread that may wait.
pub type BlockingStream = File;

/// Connects to `pipe`.
///
/// # Errors
///
/// If nobody serves it.
pub async fn connect(pipe: impl AsRef<Path>) -> io::Result<RawStream> {
    loop {
        match ClientOptions::new().open(pipe.as_ref()) {
            Err(error) if error.raw_os_error() == Some(BUSY) => tokio::time::sleep(PAUSE).await,
            connected => return connected,
        }
    }
}

/// Connects to `pipe`; reads and writes block.
///
/// # Errors
///
/// If nobody serves it.
pub fn connect_blocking(pipe: impl AsRef<Path>) -> io::Result<BlockingStream> {
    loop {
        match File::options().read(true).write(true).open(pipe.as_ref()) {
            Err(error) if error.raw_os_error() == Some(BUSY) => std::thread::sleep(PAUSE),
            connected => return connected,
        }
    }
}

/// A name for a pipe that is `folder`'s own.
pub fn socket_in(folder: &Path) -> PathBuf {
    socket_of(folder, "test")
}

/// The variables by which the daemon `name` and its clients have all their files in `folder`.
pub fn surroundings(folder: &Path, name: &str) -> Vec<(String, OsString)> {
    let prefix = name.to_uppercase().replace('-', "_");
    vec![
        ("TEMP".into(), folder.into()),
        ("LOCALAPPDATA".into(), folder.join("state").into()),
        (format!("{prefix}_SOCKET"), socket_of(folder, name).into()),
    ]
}

/// The directory of the daemon `name` that lives in `folder`.
pub fn dir_of(folder: &Path, _name: &str) -> PathBuf {
    folder.to_owned()
}

/// Its file, such as `daemon.lock`.
pub fn file_of(folder: &Path, name: &str, file: &str) -> PathBuf {
    folder.join(format!("{name}-{file}"))
}

/// Its pipe.
///
/// # Panics
///
/// If the folder has no name.
pub fn socket_of(folder: &Path, name: &str) -> PathBuf {
    let folder = folder.file_name().expect("a name").to_string_lossy();
    PathBuf::from(format!(r"\\.\pipe\{folder}-{name}"))
}

/// Whether a file of this name in its directory is one of its own.
pub fn is_its_own(name: &str, file: &str) -> bool {
    file.starts_with(&format!("{name}-daemon"))
}

/// Which of the test's own `files` are counted to what a daemon leaves: none, since their names say whose they are.
pub fn left_beside<'a>(_files: &[&'a str]) -> Vec<&'a str> {
    Vec::new()
}

/// Takes the file away, so that nothing is at its place. One that is open may keep its name after it was removed.
///
/// # Panics
///
/// If it is not there.
pub fn take_away(file: &Path) {
    std::fs::rename(file, file.with_extension("taken")).expect("a file");
}

/// A program that does nothing until its input ends.
pub fn sleeper() -> Command {
    let mut command = Command::new("cmd.exe");
    command.stdin(Stdio::piped()).stdout(Stdio::null());
    command
}

/// The command that stops a daemon that knows no such request, and by what means.
pub const STOPS_A_STRANGER_BY: (&[&str], &str) = (&["stop", "--force", "--timeout", "1s"], "sigkill");

/// What is heard of a text that a program says before it is a daemon: nothing, since it has no stream of its starter's.
pub fn heard(_text: &str) -> &str {
    ""
}

/// How the end of a process that called `abort` is told.
pub const ABORTED: &str = "exit code: 0x";

/// Nothing is left of a killed daemon's pipe.
pub fn take_socket_away(_socket: &Path) {}

/// Asks the daemon to end; there is no signal for a process without a console.
///
/// # Panics
///
/// If it is gone.
pub fn ask_to_end(_pid: u32, socket: &Path) {
    let mut pipe = connect_blocking(socket).expect("a daemon");
    pipe.write_all(b"{\"id\":1,\"type\":\"request\",\"payload\":{\"type\":\"daemon.stop\"}}\n")
        .expect("a daemon that reads");
    let _ = pipe.read(&mut [0; 1024]);
}

/// Kills a process, if it is there.
pub fn kill(pid: i64) {
    // It may have ended already.
    let _ = Command::new("taskkill.exe")
        .args(["/f", "/pid", &pid.to_string()])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
}

/// How much later than in truth a process may seem to have been started.
pub const START_TIME_SLACK: Duration = Duration::from_millis(50);

/// Whether this is a user who may do everything.
pub fn is_root() -> bool {
    false
}

/// How many start the same daemon at once.
pub const HERD: usize = 50;

/// How often one of them is killed. Wine takes seconds for so many processes.
pub const KILLED_HERDS: usize = 2;

/// A folder that nobody else may enter.
///
/// # Panics
///
/// If there is none.
pub fn private_folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

/// Whether there is such a pipe.
pub fn is_there(pipe: &Path) -> bool {
    let opened = File::options().read(true).write(true).open(pipe);
    !opened.is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
}
