//! A daemon as a whole program: its name, what it serves, and the runtime that it runs on.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use super::into_state::IntoState;
use crate::health::HealthCheck;
use crate::ipc::{Limits, Protocol, Router, SELF_CHECK};
use crate::lifecycle::{Daemon, DaemonOptions};
use crate::name::DaemonName;
use crate::paths::{Env, PathOverrides, PathsError, instance};
use crate::registry::{ProtocolInfo, RequiredProtocol, Scope};

/// Describes a daemon and runs it: what `#[daemon]` on `main` expands to, by hand.
///
/// # Examples
///
/// ```no_run
/// use std::process::ExitCode;
/// use outfitter_daemon::Program;
/// use outfitter_daemon::ipc::{CallContext, Router};
/// use serde_json::{Value, json};
///
/// fn main() -> ExitCode {
///     let router = Router::new()
///         .on("ping", |_: Value, _: CallContext| async { Ok::<_, String>(json!({ "pong": true })) });
///     Program::new("my-service").router(router).run(|_daemon| async {})
/// }
/// ```
#[derive(Debug)]
#[must_use = "a program does nothing until it is run"]
pub struct Program {
    pub(crate) name: String,
    pub(super) instance: Option<String>,
    pub(crate) version: String,
    pub(super) command_line: bool,
    pub(super) logs: bool,
    pub(crate) overrides: PathOverrides,
    pub(crate) shutdown_timeout: Duration,
    pub(super) runtime: RuntimeKind,
    pub(super) router: Router,
    pub(super) limits: Limits,
    pub(super) listening: Listening,
    pub(super) checks: Vec<HealthCheck>,
    pub(super) required: Vec<RequiredProtocol>,
    pub(super) scope: Scope,
}

/// How a program listens.
#[derive(Clone, Debug)]
pub(super) struct Listening {
    pub(super) idle: Option<Duration>,
    pub(super) users: Vec<u32>,
    pub(super) self_check: Duration,
    /// The address for HTTP, as it was given.
    pub(super) http: Option<String>,
}

impl Default for Listening {
    fn default() -> Self {
        Self {
            idle: None,
            users: Vec::new(),
            self_check: SELF_CHECK,
            http: None,
        }
    }
}

/// The tokio runtime that a program runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RuntimeKind {
    MultiThread { workers: usize },
    CurrentThread,
}

impl RuntimeKind {
    /// A daemon mostly waits: few workers are enough, and each costs memory and wake-ups.
    const DEFAULT: Self = Self::MultiThread { workers: 2 };
}

impl Program {
    /// The name of the daemon that this program is to be: with the instance of the command line, else of the
    /// environment, else of the program.
    pub(crate) fn choose_instance(
        &mut self,
        asked: Option<&str>,
        env: &Env,
    ) -> Result<DaemonName, PathsError> {
        let program = DaemonName::new(&self.name)?;
        let name = match (asked, instance::named_by(env, &program)?, &self.instance) {
            (Some(asked), _, _) => program.with_instance(asked)?,
            (None, Some(named), _) => named,
            (None, None, Some(instance)) => program.with_instance(instance)?,
            (None, None, None) => program,
        };
        self.name = name.to_string();
        Ok(name)
    }

    /// A daemon called `name`, all settings at their defaults. The name is checked when it is run.
    pub fn new(name: impl Into<String>) -> Self {
        Self::named(name.into())
    }

    fn named(name: String) -> Self {
        Self {
            name,
            instance: None,
            version: String::new(),
            command_line: true,
            logs: true,
            overrides: PathOverrides::default(),
            shutdown_timeout: DaemonOptions::SHUTDOWN_TIMEOUT,
            runtime: RuntimeKind::DEFAULT,
            router: Router::new(),
            limits: Limits::default(),
            listening: Listening::default(),
            checks: Vec::new(),
            required: Vec::new(),
            scope: Scope::Everything,
        }
    }

    /// Which of several daemons of this program it is, each with files and a socket of its own; default the one
    /// without a name.
    ///
    /// `--instance` on the command line wins over it, and so does the variable `<NAME>_INSTANCE`. Clients name it
    /// with the program: `connect("my-service@work")`.
    pub fn instance(mut self, instance: impl Into<String>) -> Self {
        self.instance = Some(instance.into());
        self
    }

    /// Whether the program has the commands `start`, `stop`, `status` and so on, beside `run`; default yes. It
    /// also takes the feature `cli`.
    ///
    /// Without them there is `run [-- ARGS]` alone; the module `control` does the same from code.
    pub fn cli(mut self, commands: bool) -> Self {
        self.command_line = commands;
        self
    }

    /// Whether `tracing` events go to the log (see [`logs`](crate::logs)); default yes. It also takes the feature
    /// `logs`.
    ///
    /// To be switched off in a program whose `main` installs a subscriber of its own; one that is installed
    /// before the program is run is left alone in any case.
    pub fn logs(mut self, logs: bool) -> Self {
        self.logs = logs;
        self
    }

    /// The program's version, for `daemon.status`; default empty.
    pub fn version(mut self, version: impl Into<String>) -> Self {
        self.version = version.into();
        self
    }

    /// Limits the whole of a stop; default 5 s. It is enforced even if the runtime is blocked.
    pub fn shutdown_timeout(mut self, timeout: Duration) -> Self {
        self.shutdown_timeout = timeout;
        self
    }

    /// As [`shutdown_timeout`](Self::shutdown_timeout), in milliseconds.
    #[doc(hidden)]
    pub fn shutdown_timeout_ms(self, milliseconds: u64) -> Self {
        self.shutdown_timeout(Duration::from_millis(milliseconds))
    }

    /// Stops the daemon, in good order, when it has had no connection for so long; default never.
    ///
    /// A client that connects in this very moment is served, and the daemon goes on.
    pub fn idle_timeout(mut self, idle: Duration) -> Self {
        self.listening.idle = Some(idle);
        self
    }

    /// As [`idle_timeout`](Self::idle_timeout), in milliseconds.
    #[doc(hidden)]
    pub fn idle_timeout_ms(self, milliseconds: u64) -> Self {
        self.idle_timeout(Duration::from_millis(milliseconds))
    }

    /// Lets processes of this user connect too; see [`IpcServer::allow_users`](crate::IpcServer::allow_users).
    /// The socket must then be [somewhere](Self::socket) where that user can reach it. On Windows the start fails.
    pub fn allow_user(mut self, uid: u32) -> Self {
        self.listening.users.push(uid);
        self
    }

    /// How often to look whether lock and socket are still there; default 30 s. A lock that is lost ends the
    /// daemon; a socket that was removed is bound again.
    pub fn self_check(mut self, every: Duration) -> Self {
        self.listening.self_check = every;
        self
    }

    /// Runs everything on one thread.
    pub fn current_thread(mut self) -> Self {
        self.runtime = RuntimeKind::CurrentThread;
        self
    }

    /// Runs on `workers` threads, at least one; default 2.
    pub fn worker_threads(mut self, workers: usize) -> Self {
        self.runtime = RuntimeKind::MultiThread {
            workers: workers.max(1),
        };
        self
    }

    /// Answers these requests, beside those that attributes registered.
    pub fn router(mut self, router: Router) -> Self {
        self.router = router;
        self
    }

    /// Sets what one client may cost.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Runs this check, beside those that attributes registered.
    pub fn check(mut self, check: HealthCheck) -> Self {
        self.checks.push(check);
        self
    }

    /// Refuses to start if no request of `P` has a handler, as when the crate that has them is not linked.
    pub fn protocol<P: Protocol>(mut self) -> Self {
        self.required.push(ProtocolInfo::of::<P>());
        self
    }

    /// Serves what [`protocol`](Self::protocol) names, and leaves out what else attributes registered: the test
    /// programs of a crate have the handlers of all its daemons.
    #[cfg(feature = "testing")]
    pub(crate) fn nothing_else(mut self) -> Self {
        self.scope = Scope::Required;
        self
    }

    /// Keeps all of the daemon's files directly in `dir`, instead of `<runtime directory>/<name>`.
    pub fn dir(mut self, dir: impl Into<PathBuf>) -> Self {
        self.overrides = self.overrides.dir(dir.into());
        self
    }

    /// Binds the socket at `path`.
    pub fn socket(mut self, path: impl Into<PathBuf>) -> Self {
        self.overrides = self.overrides.socket(path.into());
        self
    }

    /// Locks the file `path`: there is one daemon for each.
    pub fn lock(mut self, path: impl Into<PathBuf>) -> Self {
        self.overrides = self.overrides.lock(path.into());
        self
    }

    /// Writes the PID to `path`.
    pub fn pid_file(mut self, path: impl Into<PathBuf>) -> Self {
        self.overrides = self.overrides.pid_file(path.into());
        self
    }

    /// Runs the daemon until a signal, the request `daemon.stop`, or [`Daemon::stop`] ends it.
    ///
    /// `main` is its initialisation: while it runs, health says `initializing`; what it returns is the state
    /// that handlers share, and when it has returned the daemon is running.
    /// The exit code is a [`DaemonExit`](crate::DaemonExit).
    pub fn run<F, Fut>(self, main: F) -> ExitCode
    where
        F: FnOnce(Daemon) -> Fut,
        Fut: Future,
        Fut::Output: IntoState,
    {
        super::run::<Fut::Output, _, _>(self, main)
    }
}
