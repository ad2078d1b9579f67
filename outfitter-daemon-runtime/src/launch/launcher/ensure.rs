//! The way to a daemon that runs: look; wait for the turn to start it; look again; start.

use std::ffi::OsString;
use std::path::PathBuf;

use tokio::time::Instant;

use super::builder::Launcher;
use super::error::LaunchError;
use super::event::{LaunchEvent, LaunchOutcome, Launched};
use super::hold_off::HoldOff;
use super::look::Look;
use super::start::Start;
use super::turn::Waited;
use crate::directory;
use crate::ipc::{ConnectionError, Probe};
use crate::lock::Turn;
use crate::name::DaemonName;
use crate::paths::{self, Env, Paths, PathsError, Platform, instance};

/// A daemon that answered that it runs, and the connection on which it did.
pub(super) struct Running {
    pub(super) probe: Probe,
    pid: Option<u32>,
    outcome: LaunchOutcome,
}

impl Running {
    fn already((probe, pid): (Probe, Option<u32>)) -> Self {
        Self {
            probe,
            pid,
            outcome: LaunchOutcome::AlreadyRunning,
        }
    }

    pub(super) fn describe(self) -> Launched {
        Launched {
            pid: self.pid,
            socket: self.probe.socket().to_owned(),
            outcome: self.outcome,
        }
    }
}

/// One attempt to have the daemon running, until its deadline.
pub(super) struct Attempt<'a> {
    pub(super) launcher: &'a Launcher,
    pub(super) name: DaemonName,
    pub(super) environment: Vec<(OsString, OsString)>,
    pub(super) candidates: Vec<Paths>,
    pub(super) deadline: Instant,
}

/// Where the daemon is started, and what is beside its lock there.
pub(super) struct Place {
    pub(super) lock: PathBuf,
    pub(super) log: PathBuf,
    /// Who has this locked is starting the daemon. Never removed.
    pub(super) turn: PathBuf,
    pub(super) hold_off: HoldOff,
}

/// See [`Launcher::start`].
pub(super) async fn ensure(launcher: &Launcher) -> Result<Running, LaunchError> {
    let attempt = Attempt::new(launcher)?;
    // Almost always it runs, and then nothing is locked.
    if let Look::Running(probe, pid) = attempt.look().await? {
        return Ok(Running::already((probe, pid)));
    }
    let place = attempt.place()?;
    match attempt.turn(&place).await? {
        Waited::Ours(turn) => attempt.in_turn(&place, turn).await,
        Waited::Running(probe, pid) => Ok(Running::already((probe, pid))),
    }
}

impl<'a> Attempt<'a> {
    fn new(launcher: &'a Launcher) -> Result<Self, LaunchError> {
        let paths_error = |error: PathsError| LaunchError::Connection(ConnectionError::Paths(error));
        let name = DaemonName::new(&launcher.name).map_err(|error| paths_error(error.into()))?;
        let environment = launcher.environment.for_daemon(&name, std::env::vars_os());
        // The daemon finds its files by its environment, not by ours.
        let env = Env::from_process().with_only(environment.clone());
        let name = instance::meant_by(&name, &env).map_err(paths_error)?;
        // The variables below are the program's, so that the daemon makes its instance's of them, as we do.
        let overrides = launcher.overrides.clone().of_instance(&name);
        let candidates =
            Paths::candidates(&name, &env, Platform::current(), &overrides).map_err(paths_error)?;
        let told = launcher.overrides.variables(&name);
        let told = told.map(|(variable, path)| (variable.into(), path.into()));
        Ok(Self {
            launcher,
            environment: told.chain(environment).collect(),
            name,
            candidates,
            deadline: Instant::now() + launcher.timeout,
        })
    }

    /// The place where the daemon will be, with its directory made and safe.
    fn place(&self) -> Result<Place, LaunchError> {
        let paths = paths::choose(&self.candidates).map_err(ConnectionError::Paths)?;
        directory::prepare(&paths)?;
        Ok(Place {
            turn: paths.beside_lock("start"),
            hold_off: HoldOff::at(paths.beside_lock("failed")),
            lock: paths.lock().to_owned(),
            log: paths.log().to_owned(),
        })
    }

    /// What to do when nobody else is starting it.
    async fn in_turn(&self, place: &Place, turn: Turn) -> Result<Running, LaunchError> {
        let mut outcome = LaunchOutcome::Started;
        loop {
            // Whoever had the turn before has probably started it.
            match self.look().await? {
                Look::Running(probe, pid) => return Ok(Running::already((probe, pid))),
                Look::Outdated(mut probe, version) => {
                    self.launcher.tell(&LaunchEvent::Stopping { version });
                    outcome = LaunchOutcome::Replaced;
                    probe.stop(self.deadline).await;
                    self.end_of(probe).await?;
                }
                Look::Ending(probe) => self.end_of(probe).await?,
                Look::Nobody => {}
            }
            let another = match self.start(place, &turn).await? {
                Start::Ready => return self.first_answer(place, outcome).await,
                Start::Another(error) => error,
            };
            if let Some(running) = self.another(place, another).await? {
                return Ok(Running::already(running));
            }
        }
    }

    /// Waits for the end of a daemon that was asked to stop, or is about to.
    async fn end_of(&self, probe: Probe) -> Result<(), LaunchError> {
        let (stream, paths) = probe.into_parts();
        drop(stream);
        let free = crate::lock::released(paths.lock())?;
        let late = tokio::time::timeout_at(self.deadline, free).await.is_err();
        if late {
            return Err(LaunchError::StillStopping {
                name: self.name.to_string(),
                pid: Turn::holder(paths.lock()),
                timeout: self.launcher.timeout,
            });
        }
        Ok(())
    }

    /// It has said that it is ready; only its answer counts.
    async fn first_answer(&self, place: &Place, outcome: LaunchOutcome) -> Result<Running, LaunchError> {
        match self.look_at_any().await? {
            Look::Running(probe, pid) => {
                place.hold_off.succeeded();
                Ok(Running { probe, pid, outcome })
            }
            _ => Err(LaunchError::StoppedAtOnce {
                log: place.log.clone(),
            }),
        }
    }
}
