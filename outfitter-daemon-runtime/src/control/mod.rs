//! Operating a daemon from outside: start, stop, restart, reload, status, health, requests and its log.
//!
//! [`Control`] does what the commands of a daemon's program do (`my-service stop`), for any program that wants
//! to; it needs no command line. Everything in it may be repeated: to start what runs and to stop what does not
//! is no error. Nothing waits longer than the [timeout](Control::timeout).
//!
//! # Examples
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use outfitter_daemon::control::{Control, Force, Stopped};
//!
//! let service = Control::new("my-service")?;
//! service.start(&[]).await?;
//! println!("{:?}", service.status().await?.state);
//! if let Stopped::WasRunning { pid, .. } = service.stop(Force::No).await? {
//!     println!("{pid} has ended");
//! }
//! # Ok(()) }
//! ```

mod ask;
mod error;
#[cfg(test)]
mod error_tests;
mod find;
mod log;
mod process;
mod start;
mod status;
mod stop;

use std::path::PathBuf;
use std::time::Duration;

pub use self::ask::{Replies, Route};
pub use self::error::ControlError;
pub use self::log::{Follow, Log};
pub use self::status::{ServiceState, StatusReport};
pub use self::stop::{Force, Means, Stopped};
pub use crate::ipc::Refused;

use crate::name::DaemonName;
use crate::paths::{Env, PathOverrides, Paths, PathsError, Platform, instance};

/// How long an operation may take if nothing else is said.
const TIMEOUT: Duration = Duration::from_secs(10);

/// One daemon, as it is operated from outside. It need not run.
#[derive(Clone, Debug)]
pub struct Control {
    name: DaemonName,
    overrides: PathOverrides,
    program: Option<PathBuf>,
    timeout: Duration,
    /// Whether somebody said how long.
    own_timeout: bool,
}

impl Control {
    /// The daemon `name`, which may name an instance too (`my-service@work`); if it names none, it is the one of
    /// the variable `<NAME>_INSTANCE`.
    ///
    /// # Errors
    ///
    /// [`ControlError::Paths`] if that is no name.
    pub fn new(name: impl AsRef<str>) -> Result<Self, ControlError> {
        let name = DaemonName::new(name).map_err(PathsError::from)?;
        Ok(Self::of(instance::meant_by(&name, &Env::from_process())?))
    }

    /// The daemon of exactly this name.
    pub(crate) fn of(name: DaemonName) -> Self {
        Self {
            name,
            overrides: PathOverrides::default(),
            program: None,
            timeout: TIMEOUT,
            own_timeout: false,
        }
    }

    /// How long each operation may take; default 10 s, and 30 s for [`call`](Self::call), whose streams may take
    /// as long as they like.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self.own_timeout = true;
        self
    }

    /// The program to start; default the one that `connect_or_start` would.
    #[must_use]
    pub fn program(mut self, program: impl Into<PathBuf>) -> Self {
        self.program = Some(program.into());
        self
    }

    /// The paths that the program sets for itself, if it does. An instance has them with `@<instance>` behind.
    #[must_use]
    pub fn paths(mut self, overrides: PathOverrides) -> Self {
        self.overrides = overrides;
        self
    }

    /// The daemon's name, with the instance if there is one.
    pub fn name(&self) -> &DaemonName {
        &self.name
    }

    /// Everywhere it may be, best first; never none.
    fn places(&self) -> Result<Vec<Paths>, ControlError> {
        let env = Env::from_process();
        let overrides = self.overrides.clone().of_instance(&self.name);
        Ok(Paths::candidates(
            &self.name,
            &env,
            Platform::current(),
            &overrides,
        )?)
    }

    fn not_running(&self) -> ControlError {
        ControlError::NotRunning {
            name: self.name.to_string(),
        }
    }
}
