//! The one sequence from `main` to the exit code: handlers, paths, lock, signals, socket, `main`, running,
//! stopping, stopped.

use std::process::ExitCode;

use super::arguments::Command;
use super::assemble::assemble;
use super::complain;
use super::into_state::IntoState;
use super::live::live;
use super::program::{Program, RuntimeKind};
use super::readiness::Readiness;
use crate::error::{DaemonError, StartError};
use crate::exit::DaemonExit;
use crate::lifecycle::{Daemon, StopReason};
use crate::panic::panic_text;
use crate::supervisor::Passed;

/// Runs `program`; see [`Program::run`].
pub fn run<R, F, Fut>(program: Program, main: F) -> ExitCode
where
    R: IntoState,
    F: FnOnce(Daemon) -> Fut,
    Fut: Future<Output = R>,
{
    let mut readiness = Readiness::take();
    let name = program.name.clone();
    let (exit, text) = match Command::parse(std::env::args_os().skip(1)) {
        Command::Unknown(text) => (DaemonExit::Usage, text),
        Command::Run(arguments) => match serve::<R, F, Fut>(program, arguments, main, &mut readiness) {
            Ok(exit) => return exit.into(),
            Err(error) => (DaemonExit::from(&error), explain(&error)),
        },
    };
    readiness.failed(exit, &text);
    complain(&format!("{name}: {text}"));
    exit.into()
}

/// An error with all its causes.
fn explain(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(error.source(), |cause| cause.source());
    causes.fold(error.to_string(), |text, cause| format!("{text}: {cause}"))
}

fn serve<R, F, Fut>(
    program: Program,
    arguments: Vec<String>,
    main: F,
    readiness: &mut Readiness,
) -> Result<DaemonExit, DaemonError>
where
    R: IntoState,
    F: FnOnce(Daemon) -> Fut,
    Fut: Future<Output = R>,
{
    let (name, runtime) = (program.name.clone(), program.runtime);
    let failed = |source: StartError| DaemonError::StartFailed {
        name: name.clone(),
        source,
    };
    let passed = Passed::take().map_err(|error| failed(error.into()))?;
    let in_terminal = !readiness.is_awaited();
    let assembled = assemble::<R::State>(program, arguments, in_terminal, passed).map_err(failed)?;
    let daemon = assembled.daemon.clone();
    daemon.enforce_deadline(DaemonExit::ShutdownTimeout.code());
    daemon.begin()?;
    let lived = match build(runtime) {
        Ok(runtime) => {
            let lived = runtime.block_on(live(assembled, main, readiness));
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
