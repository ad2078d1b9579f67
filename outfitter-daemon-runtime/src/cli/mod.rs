//! The commands of a daemon's program, around [`control`](crate::control): `start`, `stop`, `status` and so on.
//!
//! `run` is not among them: what it needs is read here, and then the program goes on to be the daemon.

mod arguments;
mod commands;
mod completions;
mod durations;
mod health;
mod output;
mod service;
mod show;
mod spinner;
mod trouble;

use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

use clap::ArgMatches;

use self::commands::Session;
use self::output::Output;
use self::trouble::Trouble;
use crate::control::Control;
use crate::exit::DaemonExit;
use crate::launch::{Program, Run};
use crate::paths::Env;

/// What a command line came to.
pub(crate) enum Asked {
    /// To be the daemon.
    Run(Run),
    /// Something that makes no sense, in words.
    Refused(String),
    /// Something that has been done.
    Done(ExitCode),
}

pub(crate) const AVAILABLE: bool = true;

/// Reads a command line that is not simply `run`, and does what it says.
pub(crate) fn enter(program: &mut Program, arguments: Vec<OsString>) -> Asked {
    let called = name_of_program(program);
    let all = std::iter::once(OsString::from(&called)).chain(arguments);
    let matches = match arguments::command(&called, program).try_get_matches_from(all) {
        Ok(matches) => matches,
        Err(error) => {
            // There is nobody left to tell if this fails.
            let _ = error.print();
            return Asked::Done(if error.use_stderr() {
                DaemonExit::Usage.into()
            } else {
                ExitCode::SUCCESS
            });
        }
    };
    match matches.subcommand() {
        None => Asked::Run(run(&matches, &matches)),
        Some(("run", of_run)) => Asked::Run(run(&matches, of_run)),
        Some((command, of_command)) => {
            let output = Output::new(matches.get_flag("json"));
            let done = carry_out(program, &called, (command, of_command), &matches, &output);
            Asked::Done(done.unwrap_or_else(|trouble| trouble.report(&output)))
        }
    }
}

fn run(matches: &ArgMatches, of_run: &ArgMatches) -> Run {
    Run {
        instance: matches.get_one("instance").cloned(),
        arguments: arguments::behind_dashes(of_run),
    }
}

fn carry_out(
    program: &mut Program,
    called: &str,
    (command, matches): (&str, &ArgMatches),
    all: &ArgMatches,
    output: &Output,
) -> Result<ExitCode, Trouble> {
    let asked = all.get_one::<String>("instance").map(String::as_str);
    let env = Env::from_process();
    let name = program.choose_instance(asked, &env);
    let name = name.map_err(|error| Trouble::wrong(called, crate::launch::explain(&error)))?;
    if command == "completions" {
        return completions::write(matches, arguments::command(called, program), called, output);
    }
    let executable = std::env::current_exe();
    let executable = executable.map_err(|error| Trouble::program(called, &error))?;
    let mut control = Control::of(name)
        .paths(program.overrides.clone())
        .program(&executable);
    if let Some(timeout) = all.get_one("timeout") {
        control = control.timeout(*timeout);
    }
    let session = Session {
        how_to_call: how_to_call(called, asked),
        control,
        output,
        executable,
        shutdown_timeout: program.shutdown_timeout,
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Trouble::program(called, &error))?;
    let done = runtime.block_on(session.carry_out(command, matches));
    // A thread that waits for a lock must not keep the command from ending.
    runtime.shutdown_background();
    done
}

/// As the user called it, for usage texts: the program's file, however it was found.
fn name_of_program(program: &Program) -> String {
    let called = std::env::args_os().next();
    let file = called.as_ref().and_then(|called| Path::new(called).file_name());
    file.map_or_else(
        || program.name.clone(),
        |file| file.to_string_lossy().into_owned(),
    )
}

fn how_to_call(called: &str, instance: Option<&str>) -> String {
    match instance {
        Some(instance) => format!("{called} --instance {instance}"),
        None => called.to_owned(),
    }
}
