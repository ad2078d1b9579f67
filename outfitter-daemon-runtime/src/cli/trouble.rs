//! What goes wrong with a command: what is said of it, what to do, and the exit code.

use std::fmt::Display;
use std::io::{self, Write};
use std::process::ExitCode;

use serde_json::{Value, json};

use super::output::Output;
use crate::control::ControlError;
use crate::exit::DaemonExit;
use crate::ipc::{ConnectionError, code};
use crate::launch::{LaunchError, explain};

/// Why a command did not do what it was to do.
#[derive(Debug)]
pub(super) enum Trouble {
    /// Something to tell.
    Said(Box<Said>),
    /// Nobody reads what is written any more, as with `| head`.
    NobodyReads,
    /// Standard output cannot be written to.
    Output(io::Error),
}

/// What is told, and to whom it may be of use.
#[derive(Debug)]
pub(super) struct Said {
    /// Who says so.
    who: String,
    text: String,
    /// What to do about it.
    hint: Option<String>,
    exit: DaemonExit,
    /// For programs.
    details: Value,
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::NobodyReads,
            _ => Self::Output(error),
        }
    }
}

impl Trouble {
    /// Of a daemon; `how_to_call` is how the user calls its program.
    pub(super) fn of(error: &ControlError, who: &str, how_to_call: &str) -> Self {
        Self::Said(Box::new(Said {
            who: who.to_owned(),
            text: explain(error),
            hint: hint(error, how_to_call),
            exit: exit(error),
            details: details(error),
        }))
    }

    /// The command line makes no sense.
    pub(super) fn wrong(who: &str, text: impl Display) -> Self {
        Self::failed(who, text, DaemonExit::Usage)
    }

    /// The operating system did not let us.
    pub(super) fn program(who: &str, error: &io::Error) -> Self {
        Self::failed(who, error, DaemonExit::OsError)
    }

    /// Anything else.
    pub(super) fn failed(who: &str, text: impl Display, exit: DaemonExit) -> Self {
        Self::Said(Box::new(Said {
            who: who.to_owned(),
            text: text.to_string(),
            hint: None,
            exit,
            details: Value::Null,
        }))
    }

    /// With something more to say.
    pub(super) fn adding(mut self, more: &str) -> Self {
        if let Self::Said(said) = &mut self {
            said.text.push_str(more);
        }
        self
    }

    /// Tells, and gives the exit code.
    pub(super) fn report(self, output: &Output) -> ExitCode {
        let said = match self {
            Self::NobodyReads => return ExitCode::SUCCESS,
            Self::Output(error) => Said {
                who: "standard output".to_owned(),
                text: error.to_string(),
                hint: None,
                exit: DaemonExit::OsError,
                details: Value::Null,
            },
            Self::Said(said) => *said,
        };
        // There is nobody left to tell if this fails.
        let _ = if output.json {
            output.json(&said.as_json())
        } else {
            said.as_text()
        };
        said.exit.into()
    }
}

impl Said {
    fn as_text(&self) -> io::Result<()> {
        let mut stderr = io::stderr().lock();
        // Most texts say whose they are.
        if self.text.starts_with(&format!("`{}`", self.who)) {
            writeln!(stderr, "{}", self.text)?;
        } else {
            writeln!(stderr, "{}: {}", self.who, self.text)?;
        }
        match &self.hint {
            Some(hint) => writeln!(stderr, "{hint}"),
            None => Ok(()),
        }
    }

    fn as_json(&self) -> Value {
        let mut error = json!({ "message": self.text, "exit_code": self.exit.code() });
        if let Some(hint) = &self.hint {
            error["hint"] = hint.as_str().into();
        }
        if let Value::Object(details) = &self.details {
            for (name, value) in details {
                error[name] = value.clone();
            }
        }
        json!({ "error": error })
    }
}

/// What the daemon itself said of the error.
fn details(error: &ControlError) -> Value {
    match error {
        ControlError::Refused(refused) => serde_json::to_value(refused).unwrap_or_default(),
        _ => Value::Null,
    }
}

fn exit(error: &ControlError) -> DaemonExit {
    match error {
        ControlError::NotRunning { .. } | ControlError::Connection(_) | ControlError::Disconnected { .. } => {
            DaemonExit::Unavailable
        }
        ControlError::NoAnswer { .. } | ControlError::StillRunning { .. } => DaemonExit::ShutdownTimeout,
        ControlError::Refused(refused) => match refused.code.as_deref() {
            Some(code::UNKNOWN_REQUEST | code::INVALID_PAYLOAD) => DaemonExit::Usage,
            Some(code::TIMEOUT) => DaemonExit::ShutdownTimeout,
            Some(code::BUSY | code::INITIALIZING | code::SHUTTING_DOWN) => DaemonExit::Unavailable,
            _ => DaemonExit::Failure,
        },
        ControlError::NoObject { .. } => DaemonExit::Usage,
        ControlError::Launch(error) => exit_of_launch(error),
        ControlError::Paths(_) => DaemonExit::Config,
        ControlError::Lock(error) => error.into(),
        ControlError::Signal { .. } | ControlError::Log { .. } => DaemonExit::OsError,
        ControlError::Answer { .. } | ControlError::Unverified { .. } => DaemonExit::Failure,
    }
}

fn exit_of_launch(error: &LaunchError) -> DaemonExit {
    match error {
        // What the daemon itself ended with.
        LaunchError::Failed { code, .. } => DaemonExit::of_code(*code),
        LaunchError::Timeout { .. }
        | LaunchError::StillInitializing { .. }
        | LaunchError::StillStopping { .. }
        | LaunchError::Unresponsive { .. }
        | LaunchError::InProgress { .. } => DaemonExit::ShutdownTimeout,
        LaunchError::Directory(error) => error.into(),
        LaunchError::Lock(error) => error.into(),
        LaunchError::Spawn { .. } => DaemonExit::OsError,
        LaunchError::ProgramNotFound { .. } => DaemonExit::Config,
        LaunchError::Connection(_) => DaemonExit::Unavailable,
        LaunchError::Died { .. } | LaunchError::HeldOff { .. } | LaunchError::StoppedAtOnce { .. } => {
            DaemonExit::Failure
        }
    }
}

fn hint(error: &ControlError, call: &str) -> Option<String> {
    Some(match error {
        ControlError::NotRunning { .. } => format!("Start it with `{call} start`."),
        ControlError::NoAnswer { .. } | ControlError::Launch(LaunchError::Unresponsive { .. }) => format!(
            "It may be busy, or stopped; `{call} logs` may say why, `--timeout` waits longer, and \
             `{call} stop --force` ends it."
        ),
        ControlError::StillRunning { .. } => format!("`{call} stop --force` kills it."),
        ControlError::Refused(refused) if refused.code.as_deref() == Some(code::UNKNOWN_REQUEST) => {
            format!("`{call} routes` lists what it answers.")
        }
        ControlError::Launch(LaunchError::Failed { .. } | LaunchError::Died { .. }) => {
            format!("`{call} run` shows it here, in the foreground.")
        }
        ControlError::Launch(LaunchError::Timeout { .. } | LaunchError::StillInitializing { .. }) => {
            format!("`{call} status` says whether it has come up since; `--timeout` waits longer.")
        }
        ControlError::Connection(ConnectionError::Untrusted { .. })
        | ControlError::Launch(LaunchError::Connection(ConnectionError::Untrusted { .. })) => {
            "`--instance NAME` makes one of your own, beside that.".to_owned()
        }
        _ => return None,
    })
}
