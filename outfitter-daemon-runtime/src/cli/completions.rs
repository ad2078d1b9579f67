//! Completions for shells.

use std::process::ExitCode;

use clap::{ArgMatches, Command};

use super::output::Output;
use super::trouble::Trouble;

pub(super) fn write(
    matches: &ArgMatches,
    mut command: Command,
    called: &str,
    output: &Output,
) -> Result<ExitCode, Trouble> {
    let Some(shell) = matches.get_one::<clap_complete::Shell>("shell").copied() else {
        return Err(Trouble::wrong(called, "which shell?"));
    };
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, called, &mut script);
    output.line(String::from_utf8_lossy(&script).trim_end())?;
    Ok(ExitCode::SUCCESS)
}
