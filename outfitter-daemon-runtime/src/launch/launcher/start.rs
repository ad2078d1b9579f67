//! Starting the daemon's process, and hearing what becomes of it.

use std::path::{Path, PathBuf};

use tokio::time::timeout_at;

use super::ensure::{Attempt, Place};
use super::error::LaunchError;
use super::event::LaunchEvent;
use super::log_tail::LogTail;
use super::spawn::Spawn;
use super::{find, platform};
use crate::launch::readiness::Event;
use crate::lock::Turn;
use crate::paths::Env;

/// `EX_TEMPFAIL`: another process's daemon was faster.
const ALREADY_RUNNING: u8 = 75;

/// What became of a start.
pub(super) enum Start {
    /// It says that it runs.
    Ready,
    /// Another has the daemon's lock; this is what the one that was started says of it.
    Another(LaunchError),
}

impl Attempt<'_> {
    /// Starts the daemon and waits until it is ready, has failed, or the time is up.
    pub(super) async fn start(&self, place: &Place, turn: &Turn) -> Result<Start, LaunchError> {
        let program = match &self.launcher.program {
            Some(program) => program.clone(),
            None => find::program(&self.name, &Env::from_process())?,
        };
        self.refuse_to_crash_again(place, &program)?;
        let log = LogTail::of(&place.log);
        let spawn = Spawn {
            program: &program,
            args: &self.launcher.args,
            environment: &self.environment,
            current_dir: &self.launcher.current_dir,
            log: &place.log,
        };
        let mut daemon = platform::spawn(&spawn, turn).map_err(|source| LaunchError::Spawn {
            program: program.clone(),
            source,
        })?;
        let spawned = LaunchEvent::Spawned {
            program: program.clone(),
            pid: daemon.pid(),
        };
        self.launcher.tell(&spawned);
        let Ok(event) = timeout_at(self.deadline, daemon.event()).await else {
            return Err(self.not_ready(program, daemon.pid(), place));
        };
        match event {
            Some(Event::Ready { .. }) => Ok(Start::Ready),
            Some(Event::Failed { code, message }) => failed(place, program, code, message),
            None => match timeout_at(self.deadline, daemon.exit_status()).await {
                Ok(status) => Err(died(place, program, status, &log)),
                Err(_) => Err(self.not_ready(program, daemon.pid(), place)),
            },
        }
    }

    fn refuse_to_crash_again(&self, place: &Place, program: &Path) -> Result<(), LaunchError> {
        if self.launcher.force {
            return Ok(());
        }
        place.hold_off.refusal().map_or(Ok(()), |(before, wait)| {
            Err(LaunchError::HeldOff {
                program: program.to_owned(),
                failures: before.count,
                wait,
                reason: before.reason,
            })
        })
    }

    /// It may still become ready, so that this does not count as a failure.
    fn not_ready(&self, program: PathBuf, pid: u32, place: &Place) -> LaunchError {
        LaunchError::Timeout {
            program,
            pid,
            log: place.log.clone(),
            timeout: self.launcher.timeout,
        }
    }
}

fn failed(place: &Place, program: PathBuf, code: u8, message: String) -> Result<Start, LaunchError> {
    let error = LaunchError::Failed {
        program,
        code,
        message,
    };
    match code {
        ALREADY_RUNNING => return Ok(Start::Another(error)),
        // It was asked to stop while it was initializing.
        0 => {}
        _ => place.hold_off.failed(&error.to_string()),
    }
    Err(error)
}

fn died(
    place: &Place,
    program: PathBuf,
    status: Option<std::process::ExitStatus>,
    log: &LogTail,
) -> LaunchError {
    let error = LaunchError::Died {
        program,
        status,
        log_tail: log.read(),
        log: log.path.clone(),
    };
    place.hold_off.failed(&error.to_string());
    error
}
