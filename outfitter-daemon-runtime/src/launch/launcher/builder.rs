//! The launcher's settings.

use std::ffi::OsString;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::ensure::{Running, ensure};
use super::environment::Environment;
use super::error::LaunchError;
use super::event::{LaunchEvent, Launched};
use super::platform;
use super::replace::Replace;
use crate::ipc::{self, ConnectionError, IpcClient, Probe};
use crate::paths::PathOverrides;
use crate::task::Borrowing;

type OnEvent = Arc<dyn Fn(&LaunchEvent) + Send + Sync>;

/// Makes sure that a daemon runs: connects to it, or starts it and waits until it is ready.
///
/// Any number of processes may do this at once; one of them starts the daemon, and the others wait for it. Whoever is
/// killed or stopped while at it stands in nobody's way, or for no longer than the [`timeout`](Self::timeout).
///
/// The daemon runs in a session of its own, with nothing of the caller's but what was chosen: no terminal, no open
/// files, not the whole environment.
///
/// # Examples
///
/// ```no_run
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// use std::time::Duration;
/// use outfitter_daemon::{Launcher, Replace};
///
/// let client = Launcher::new("my-service")
///     .program("/opt/my-service/bin/my-service")
///     .timeout(Duration::from_secs(30))
///     .replace(Replace::OlderThan(env!("CARGO_PKG_VERSION").into()))
///     .on_event(|event| eprintln!("{event:?}"))
///     .connect_or_start()
///     .await?;
/// # Ok(()) }
/// ```
#[derive(Clone)]
#[must_use = "a launcher does nothing until it is asked to"]
pub struct Launcher {
    pub(super) name: String,
    pub(super) program: Option<PathBuf>,
    pub(super) args: Vec<OsString>,
    pub(super) overrides: PathOverrides,
    pub(super) environment: Environment,
    pub(super) current_dir: PathBuf,
    pub(super) timeout: Duration,
    pub(super) replace: Replace,
    pub(super) force: bool,
    on_event: Option<OnEvent>,
}

impl Launcher {
    /// How long everything together may take, unless told otherwise: 10 s.
    pub const TIMEOUT: Duration = Duration::from_secs(10);

    /// A launcher of the daemon `name`, all settings at their defaults. The name, which may name an instance
    /// (`my-service@work`), is checked when it is used.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            program: None,
            args: vec!["run".into()],
            overrides: PathOverrides::default(),
            environment: Environment::default(),
            current_dir: platform::ROOT.into(),
            timeout: Self::TIMEOUT,
            replace: Replace::Never,
            force: false,
            on_event: None,
        }
    }

    /// The program to start. By default the one that `<NAME>_PROGRAM` names in the environment, else one called
    /// like the daemon beside this program, else one in `PATH`.
    pub fn program(mut self, program: impl Into<PathBuf>) -> Self {
        self.program = Some(program.into());
        self
    }

    /// The program's arguments, instead of `run` alone.
    pub fn args<I>(mut self, args: I) -> Self
    where
        I: IntoIterator,
        I::Item: Into<OsString>,
    {
        self.args = args.into_iter().map(Into::into).collect();
        self
    }

    /// Where the daemon's files are, if not at the usual place; the daemon is told so by its variables
    /// (`<NAME>_DIR` and so on). An instance has them with `@<instance>` behind.
    pub fn paths(mut self, overrides: PathOverrides) -> Self {
        self.overrides = overrides;
        self
    }

    /// The file to which the daemon's standard error is appended; by default the daemon's
    /// [log](crate::Paths::log).
    pub fn log(mut self, path: impl Into<PathBuf>) -> Self {
        self.overrides = self.overrides.log(path);
        self
    }

    /// Sets a variable in the daemon's environment.
    ///
    /// By default that has, of the caller's, what says who and where the user is (`HOME`, `PATH`, `LANG`, `XDG_…` and
    /// the like) and what begins with the daemon's own prefix (`MY_SERVICE_…`), but nothing that belongs to one
    /// terminal.
    pub fn env(mut self, variable: impl Into<OsString>, value: impl Into<OsString>) -> Self {
        self.environment.set(variable.into(), Some(value.into()));
        self
    }

    /// Lets the daemon have this variable of the caller's, if it is set.
    pub fn keep_env(mut self, variable: impl Into<OsString>) -> Self {
        self.environment.keep(variable.into());
        self
    }

    /// Takes a variable away that the daemon would have.
    pub fn env_remove(mut self, variable: impl Into<OsString>) -> Self {
        self.environment.set(variable.into(), None);
        self
    }

    /// Gives the daemon no variables but those that are [set](Self::env) or [kept](Self::keep_env).
    pub fn env_clear(mut self) -> Self {
        self.environment.clear();
        self
    }

    /// The directory that the daemon starts in; default the root, which keeps no file system busy.
    pub fn current_dir(mut self, dir: impl Into<PathBuf>) -> Self {
        self.current_dir = dir.into();
        self
    }

    /// How long everything together may take: waiting for others, stopping an older daemon, starting and
    /// initializing; default [`TIMEOUT`](Self::TIMEOUT).
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// What becomes of a daemon that runs but is of another build; default [`Replace::Never`].
    pub fn replace(mut self, replace: Replace) -> Self {
        self.replace = replace;
        self
    }

    /// Starts the daemon also if it has failed to start several times just now. By default that is
    /// [refused](LaunchError::HeldOff) for a while; a person who asks for it should not be.
    pub fn force(mut self, force: bool) -> Self {
        self.force = force;
        self
    }

    /// Is told of each step, for who shows progress. It must not block.
    pub fn on_event(mut self, on_event: impl Fn(&LaunchEvent) + Send + Sync + 'static) -> Self {
        self.on_event = Some(Arc::new(on_event));
        self
    }

    /// Makes sure that the daemon runs, and connects to it.
    ///
    /// # Errors
    ///
    /// Every [`LaunchError`].
    ///
    /// # Panics
    ///
    /// Outside a tokio runtime that has its I/O and time drivers enabled.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future leaves a daemon that is being started to itself.
    pub async fn connect_or_start(&self) -> Result<IpcClient, LaunchError> {
        self.connecting().await
    }

    /// As [`connect_or_start`](Self::connect_or_start), with all of its code here.
    pub(crate) fn connecting(&self) -> Borrowing<'_, Result<IpcClient, LaunchError>> {
        Box::pin(async { ensure(self).await.map(|running| running.probe.into_client()) })
    }

    /// Makes sure that the daemon runs.
    ///
    /// # Errors
    ///
    /// Every [`LaunchError`].
    ///
    /// # Panics
    ///
    /// Outside a tokio runtime that has its I/O and time drivers enabled.
    ///
    /// # Cancel safety
    ///
    /// As [`connect_or_start`](Self::connect_or_start).
    pub async fn start(&self) -> Result<Launched, LaunchError> {
        self.starting().await
    }

    fn starting(&self) -> Borrowing<'_, Result<Launched, LaunchError>> {
        Box::pin(async { ensure(self).await.map(Running::describe) })
    }

    /// Makes sure that the daemon runs, for programs without a runtime.
    ///
    /// [`BlockingClient::connect_with`](crate::ipc::BlockingClient::connect_with) connects to it as well.
    ///
    /// # Errors
    ///
    /// Every [`LaunchError`].
    ///
    /// # Panics
    ///
    /// Inside a tokio runtime, which must not be blocked.
    pub fn start_blocking(&self) -> Result<Launched, LaunchError> {
        let started = ipc::block_on(self.start());
        started.unwrap_or_else(|source| {
            Err(LaunchError::Connection(ConnectionError::Refused {
                socket_path: PathBuf::new(),
                source,
            }))
        })
    }

    /// The connection to the daemon, made sure of.
    pub(crate) async fn ensure(&self) -> Result<Probe, LaunchError> {
        ensure(self).await.map(|running| running.probe)
    }

    pub(super) fn tell(&self, event: &LaunchEvent) {
        tracing::debug!(name = self.name, ?event, "launching");
        if let Some(on_event) = &self.on_event {
            on_event(event);
        }
    }
}

impl fmt::Debug for Launcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Launcher")
            .field("name", &self.name)
            .field("program", &self.program)
            .field("args", &self.args)
            .field("overrides", &self.overrides)
            .field("timeout", &self.timeout)
            .field("replace", &self.replace)
            .field("force", &self.force)
            .finish_non_exhaustive()
    }
}
