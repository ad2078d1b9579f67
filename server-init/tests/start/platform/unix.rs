//! Unix.

use std::process::Command;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};

/// The variable that names the user's directory.
pub(crate) const HOME: &str = "HOME";
/// How many start at once.
pub(crate) const HERD: usize = 100;
/// How much later than in truth a process may seem to have been started.
pub(crate) const START_TIME_SLACK: Duration = Duration::from_secs(2);
/// A program that is not there, and what is said of it.
pub(crate) const NO_PROGRAM: (&str, &str) = ("/no/such/server", "No such file");

/// A command that only ends.
pub(crate) fn ends_with(code: u8) -> Vec<String> {
    vec!["sh".into(), "-c".into(), format!("exit {code}")]
}

/// A program that has nothing to do with any of this.
pub(crate) fn stranger() -> Command {
    let mut command = Command::new("sleep");
    command.arg("600");
    command
}

/// Kills a process, if it is there.
pub(crate) fn kill(pid: u32) {
    // It may not have been able to stay.
    let _ = kill_process(Pid::from_raw(pid.cast_signed()).unwrap(), Signal::KILL);
}
