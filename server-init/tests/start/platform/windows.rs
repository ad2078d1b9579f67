//! Windows.

use std::process::{Command, Stdio};
use std::time::Duration;

/// The variable that names the user's directory.
pub(crate) const HOME: &str = "USERPROFILE";
/// How many start at once.
pub(crate) const HERD: usize = 30;
/// How much later than in truth a process may seem to have been started.
pub(crate) const START_TIME_SLACK: Duration = Duration::from_millis(50);
/// A program that is not there, and what is said of it.
pub(crate) const NO_PROGRAM: (&str, &str) = (r"C:\no\such\server", "no such program");

/// A command that only ends.
pub(crate) fn ends_with(code: u8) -> Vec<String> {
    vec!["cmd.exe".into(), "/c".into(), "exit".into(), code.to_string()]
}

/// A program that has nothing to do with any of this; it ends with its input.
pub(crate) fn stranger() -> Command {
    let mut command = Command::new("cmd.exe");
    command.stdin(Stdio::piped()).stdout(Stdio::null());
    command
}

/// Kills a process, if it is there.
pub(crate) fn kill(pid: u32) {
    // It may not have been able to stay.
    let _ = Command::new("taskkill.exe")
        .args(["/f", "/pid", &pid.to_string()])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
}
