//! From a program's description to a daemon that has been checked, with nothing touched yet.

use std::sync::{Arc, OnceLock};

use super::program::{Listening, Program};
use crate::error::StartError;
use crate::health::{HealthCheck, HealthChecker};
use crate::http;
use crate::ipc::{Call, Limits, Need, Router, Shared};
use crate::lifecycle::{Daemon, DaemonOptions};
use crate::paths::Env;
use crate::registry::{self, Check};
use crate::supervisor::{Passed, PassedSocket};

/// A daemon that has been checked but has not touched anything yet.
pub(super) struct Assembled {
    pub(super) daemon: Daemon,
    pub(super) router: Router,
    pub(super) limits: Limits,
    pub(super) listening: Listening,
    pub(super) http: Option<http::Settings>,
    /// What to accept connections on, if the supervisor passed it.
    pub(super) socket: Option<PassedSocket>,
    /// Where checks that attributes registered find what they take as arguments.
    pub(super) shared: Arc<OnceLock<Arc<Shared>>>,
}

/// Puts the program together; reports everything that is wrong with its handlers.
///
/// `provided` is the state that `main` is going to return.
pub(super) fn assemble(
    program: Program,
    provided: Need,
    arguments: Vec<String>,
    in_terminal: bool,
    passed: Passed,
) -> Result<Assembled, StartError> {
    let mut options = DaemonOptions::new(&program.name)?;
    let http = http::Settings::read(
        &options.name,
        program.listening.http.as_deref(),
        &Env::from_process(),
    )?;
    let registered = registry::collect(
        program.router,
        &program.required,
        program.scope,
        provided,
        &program.checks,
    )?;
    let shared = Arc::new(OnceLock::new());
    let mut checks = program.checks;
    for check in registered.checks {
        checks.push(health_check(check, &shared));
    }
    options.health = HealthChecker::new(checks)?;
    options.version = program.version;
    options.overrides = program.overrides;
    options.shutdown_timeout = program.shutdown_timeout;
    options.args = arguments;
    options.in_terminal = in_terminal;
    if let Some(path) = passed.path() {
        options.overrides = options.overrides.socket(path);
    }
    options.supervisor = passed.supervisor;
    let daemon = Daemon::new(options);
    Ok(Assembled {
        daemon,
        router: registered.router,
        limits: program.limits,
        listening: program.listening,
        http,
        socket: passed.socket,
        shared,
    })
}

fn health_check(check: &'static Check, shared: &Arc<OnceLock<Arc<Shared>>>) -> HealthCheck {
    let shared = Arc::clone(shared);
    let run = move || {
        let checked = shared.get().map(|shared| (check.run)(Call::check(shared)));
        async move {
            match checked {
                Some(checked) => checked.await,
                None => Err("the daemon does not listen yet".to_owned()),
            }
        }
    };
    let mut health_check = HealthCheck::new(check.name, run).critical(check.critical);
    if let Some(timeout) = check.timeout {
        health_check = health_check.timeout(timeout);
    }
    if let Some(every) = check.every {
        health_check = health_check.every(every);
    }
    check
        .after
        .iter()
        .fold(health_check, |check, name| check.after(*name))
}
