//! Whether a daemon runs, and what it says of itself.

use std::path::PathBuf;

use serde_json::json;

use super::Control;
use super::error::ControlError;
use super::find::{Answering, Found, Left};
use crate::paths::Paths;
use crate::serial::{deserialize_fields, serialize_fields, serialize_words};

/// Where a daemon is in its life, seen from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ServiceState {
    /// It answers, and serves.
    Running,
    /// It answers, and its `main` has not returned yet.
    Starting,
    /// It answers, and finishes what it has begun.
    Stopping,
    /// Its process is there, but does not answer: it is busy, was stopped (SIGSTOP), begins or ends.
    Unresponsive,
    /// It was killed, and left its PID file.
    DeadWithPidFile,
    /// It was killed, and left its lock file or its socket.
    DeadWithLock,
    /// There is nothing of it.
    NotRunning,
}

impl ServiceState {
    /// The exit code of `status`, as the Linux Standard Base has it for init scripts: 0 for a daemon that runs,
    /// 1 and 2 for one that is dead and left its PID file or its lock, 3 for none, 4 if nobody can tell.
    pub fn exit_code(self) -> u8 {
        match self {
            Self::Running | Self::Starting | Self::Stopping => 0,
            Self::DeadWithPidFile => 1,
            Self::DeadWithLock => 2,
            Self::NotRunning => 3,
            Self::Unresponsive => 4,
        }
    }

    /// In words.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Starting => "starting",
            Self::Stopping => "stopping",
            Self::Unresponsive => "not answering",
            Self::DeadWithPidFile => "dead, and its PID file is left",
            Self::DeadWithLock => "dead, and its lock file or socket is left",
            Self::NotRunning => "not running",
        }
    }
}

serialize_words!(ServiceState {
    Running = "running",
    Starting = "starting",
    Stopping = "stopping",
    Unresponsive = "unresponsive",
    DeadWithPidFile = "dead_with_pid_file",
    DeadWithLock = "dead_with_lock",
    NotRunning = "not_running",
});

/// What is known of a daemon.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct StatusReport {
    /// Its name, with the instance if there is one.
    pub name: String,
    /// Where it is in its life.
    pub state: ServiceState,
    /// Its process, or the one that it was.
    pub pid: Option<i64>,
    /// The version of its program, as far as it says.
    pub version: Option<String>,
    /// Whole seconds since it started, as far as it says.
    pub uptime: Option<u64>,
    /// Its socket.
    pub socket: PathBuf,
    /// Its lock file.
    pub lock: PathBuf,
    /// Its log in the background.
    pub log: PathBuf,
    /// What was unusual in choosing these paths.
    pub notes: Vec<String>,
}

serialize_fields!(StatusReport {
    name,
    state,
    pid unless Option::is_none,
    version unless Option::is_none,
    uptime unless Option::is_none,
    socket,
    lock,
    log,
    notes,
});

/// Of the answer to `daemon.status`, what is shown.
#[derive(Debug, Default)]
struct Told {
    version: Option<String>,
    uptime: Option<u64>,
    notes: Vec<String>,
}

deserialize_fields!(impl<'de> Told { version or None, uptime or None, notes or Vec::new() });

impl Control {
    /// Looks whether it runs, and asks it about itself.
    ///
    /// # Errors
    ///
    /// * [`ControlError::Paths`] if nobody can say where it would be.
    /// * [`ControlError::Connection`] if another user's process listens at its socket.
    /// * [`ControlError::Lock`] if its files cannot be read.
    ///
    /// # Cancel safety
    ///
    /// Cancel safe: it changes nothing.
    pub async fn status(&self) -> Result<StatusReport, ControlError> {
        let report = match self.find().await? {
            Found::Answers(daemon) => self.report_of(&daemon).await,
            Found::Silent { paths, pid, .. } => self.report(&paths, ServiceState::Unresponsive, pid),
            Found::Dead { paths, pid, left } => self.report(&paths, state_left(left), pid),
            Found::Nothing { paths } => self.report(&paths, ServiceState::NotRunning, None),
        };
        Ok(report)
    }

    async fn report_of(&self, daemon: &Answering) -> StatusReport {
        let state = match daemon.pong.as_ref().map(|pong| pong.state.as_str()) {
            Some("starting") => ServiceState::Starting,
            Some("stopping" | "stopped") => ServiceState::Stopping,
            _ => ServiceState::Running,
        };
        let mut report = self.report(&daemon.paths, state, daemon.pid());
        let status = json!({ "type": "daemon.status" });
        // One that is not ours has nothing to add, and one that has gone meanwhile neither.
        if let Ok(told) = daemon.client.ask_raw::<Told>(&status, self.timeout).await {
            report.version = told.version.filter(|version| !version.is_empty());
            report.uptime = told.uptime;
            report.notes = told.notes;
        }
        report
    }

    fn report(&self, paths: &Paths, state: ServiceState, pid: Option<i64>) -> StatusReport {
        StatusReport {
            name: self.name.to_string(),
            state,
            pid,
            version: None,
            uptime: None,
            socket: paths.socket().to_owned(),
            lock: paths.lock().to_owned(),
            log: paths.log().to_owned(),
            notes: paths.notes().to_vec(),
        }
    }
}

fn state_left(left: Left) -> ServiceState {
    match left {
        Left::PidFile => ServiceState::DeadWithPidFile,
        Left::LockFile | Left::Socket => ServiceState::DeadWithLock,
    }
}
