//! The one sequence from `main` to the exit code: handlers, paths, lock, signals, socket, `main`, running,
//! stopping, stopped.

use std::process::ExitCode;

use super::arguments::{Command, Run};
use super::assemble::assemble;
use super::initialize::Main;
use super::into_state::IntoState;
use super::live::live;
use super::program::{Program, RuntimeKind};
use super::readiness::Readiness;
use super::tell;
use crate::cli::{self, Asked};
use crate::error::{DaemonError, StartError};
use crate::exit::DaemonExit;
use crate::ipc::block_on_in;
use crate::lifecycle::{Daemon, StopReason};
use crate::logs;
use crate::panic::panic_text;
use crate::paths::{Env, Paths, Platform};
use crate::supervisor::Passed;

/// Runs `program`; see [`Program::run`].
pub fn run<R, F, Fut>(program: Program, main: F) -> ExitCode
where
    R: IntoState,
    F: FnOnce(Daemon) -> Fut,
    Fut: Future<Output = R>,
{
    run_main(program, Main::new(main))
}

fn run_main(mut program: Program, main: Main<'_>) -> ExitCode {
    let mut readiness = Readiness::take();
    let arguments: Vec<_> = std::env::args_os().skip(1).collect();
    let asked = match Command::parse(arguments.iter().cloned()) {
        Command::Run(run) => Asked::Run(run),
        Command::Unknown(_) if program.command_line && cli::AVAILABLE => cli::enter(&mut program, arguments),
        Command::Unknown(text) => Asked::Refused(text),
    };
    let name = program.name.clone();
    let (exit, text) = match asked {
        Asked::Done(exit) => return exit,
        Asked::Refused(text) => (DaemonExit::Usage, text),
        Asked::Run(run) => match serve(program, run, main, &mut readiness) {
            Ok(exit) => return exit.into(),
            Err(error) => (DaemonExit::from(&error), with_advice(explain(&error))),
        },
    };
    readiness.failed(exit, &text);
    tell(true, &format!("{name}: {text}"));
    exit.into()
}

/// An error with all its causes.
pub(crate) fn explain(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(error.source(), |cause| cause.source());
    causes.fold(error.to_string(), |text, cause| format!("{text}: {cause}"))
}

/// A subscriber that `main` installs comes second, which is an error that says nothing of us.
fn with_advice(text: String) -> String {
    if logs::is_up() && text.contains("global default trace dispatcher has already been set") {
        return text + "; if `main` installs a subscriber of its own, write `#[daemon(logs = false)]`";
    }
    text
}

/// Chooses the instance and where its log goes.
fn prepare(mut program: Program, asked: Option<&str>, in_background: bool) -> Result<Program, StartError> {
    let env = Env::from_process();
    let name = program.choose_instance(asked, &env)?;
    program.overrides = program.overrides.of_instance(&name);
    if program.logs {
        let places = Paths::candidates(&name, &env, Platform::current(), &program.overrides)?;
        let log = places.first().map(Paths::log).filter(|_| in_background);
        logs::begin(&name, &env, log);
    }
    Ok(program)
}

fn serve(
    program: Program,
    run: Run,
    main: Main<'_>,
    readiness: &mut Readiness,
) -> Result<DaemonExit, DaemonError> {
    let (name, runtime) = (program.name.clone(), program.runtime);
    let failed = |source: StartError| DaemonError::StartFailed {
        name: name.clone(),
        source,
    };
    let passed = Passed::take().map_err(|error| failed(error.into()))?;
    let in_terminal = !readiness.is_awaited();
    let program = prepare(program, run.instance.as_deref(), !in_terminal).map_err(failed)?;
    let assembled = assemble(program, main.state, run.arguments, in_terminal, passed).map_err(failed)?;
    let daemon = assembled.daemon.clone();
    daemon.enforce_deadline(DaemonExit::ShutdownTimeout.code());
    daemon.begin()?;
    logs::rotate();
    let lived = match build(runtime) {
        Ok(runtime) => {
            let lived = block_on_in(&runtime, live(assembled, main, readiness));
            // A task that blocks must not keep the process from ending.
            runtime.shutdown_background();
            lived
        }
        Err(error) => Err(StartError::Runtime(error)),
    };
    // Whatever failed half way is given back here; after a stop there is nothing left to release.
    let outcome = daemon.last_outcome();
    if lived.is_err() {
        daemon.release(outcome.clone());
    }
    lived.map_err(failed)?;
    if daemon.stop_reason() == Some(StopReason::OwnershipLost) {
        return Ok(DaemonExit::OwnershipLost);
    }
    let all_well = outcome.failed.is_empty();
    outcome.into_result(daemon.name(), daemon.shutdown_timeout())?;
    Ok(if all_well {
        DaemonExit::Success
    } else {
        DaemonExit::Failure
    })
}

/// Makes the runtime. If the process is out of descriptors, tokio panics in some places rather than saying so.
fn build(kind: RuntimeKind) -> std::io::Result<tokio::runtime::Runtime> {
    std::panic::catch_unwind(|| try_build(kind))
        .unwrap_or_else(|panic| Err(std::io::Error::other(panic_text(&*panic).to_owned())))
}

fn try_build(kind: RuntimeKind) -> std::io::Result<tokio::runtime::Runtime> {
    let mut builder = match kind {
        RuntimeKind::CurrentThread => tokio::runtime::Builder::new_current_thread(),
        RuntimeKind::MultiThread { workers } => {
            let mut builder = tokio::runtime::Builder::new_multi_thread();
            builder.worker_threads(workers);
            builder
        }
    };
    builder.enable_io().enable_time().build()
}
