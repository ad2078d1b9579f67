//! What can stand on the command line.

use std::ffi::OsString;
use std::time::Duration;

use clap::{Arg, ArgAction, ArgMatches, Command, ValueHint, value_parser};

use super::durations;
use crate::launch::Program;

/// The command line of `program`, which was called `called`.
pub(super) fn command(called: &str, program: &Program) -> Command {
    let command = Command::new(called.to_owned())
        .about(format!("The daemon `{}`. Without a command, it runs in the foreground.", program.name))
        .after_help(
            "Exit codes: 0 done, 1 it failed, 2 the command line makes no sense, 69 not running or not answering,\n\
             124 it took too long. `status`: 0 running, 1 and 2 dead and its files are left, 3 not running,\n\
             4 cannot be told.",
        )
        .disable_help_subcommand(true)
        .args(common())
        .subcommands(life())
        .subcommands(questions())
        .subcommands(system());
    if program.version.is_empty() {
        command
    } else {
        command.version(program.version.clone())
    }
}

/// What every command takes.
fn common() -> [Arg; 3] {
    [
        Arg::new("instance")
            .long("instance")
            .value_name("NAME")
            .global(true)
            .help("Which of several daemons of this program"),
        Arg::new("json")
            .long("json")
            .action(ArgAction::SetTrue)
            .global(true)
            .help("Prints JSON, one object on each line"),
        Arg::new("timeout")
            .long("timeout")
            .value_name("TIME")
            .value_parser(durations::parse)
            .global(true)
            .help("How long it may take, as `500ms`, `10s` or `2m`; default 10s, for `call` 30s"),
    ]
}

/// The daemon's life.
fn life() -> [Command; 5] {
    [
        Command::new("run")
            .about("Is the daemon, in the foreground; the default")
            .arg(behind()),
        Command::new("start")
            .about("Starts the daemon in the background, and waits until it is ready")
            .arg(behind()),
        Command::new("stop")
            .about("Stops the daemon, and waits for its end")
            .arg(force()),
        Command::new("restart")
            .about("Stops the daemon if it runs, and starts it")
            .arg(force())
            .arg(behind()),
        Command::new("reload").about("Lets the daemon reload, and waits until it has"),
    ]
}

/// What the daemon can be asked.
fn questions() -> [Command; 5] {
    [
        Command::new("status").about("Says whether the daemon runs; the exit code says it too"),
        Command::new("health")
            .about("Runs the health checks; exit code 1 if one that matters fails")
            .arg(flag("watch", 'w', "Goes on, and tells every change"))
            .arg(
                Arg::new("interval")
                    .long("interval")
                    .value_name("TIME")
                    .value_parser(durations::parse)
                    .default_value("2s")
                    .requires("watch")
                    .help("How often to look"),
            ),
        Command::new("call")
            .about("Sends a request, and prints the reply as JSON, or each item of a stream")
            .arg(
                Arg::new("request")
                    .required(true)
                    .value_name("REQUEST")
                    .help("One of `routes`"),
            )
            .arg(
                Arg::new("payload")
                    .value_name("JSON")
                    .help("Its members, as '{\"a\": 2}'; `-` reads them from standard input"),
            ),
        Command::new("routes").about("Lists the requests that the daemon answers"),
        Command::new("logs")
            .about("Prints the end of the daemon's log")
            .arg(flag("follow", 'f', "Goes on with what is added"))
            .arg(
                Arg::new("lines")
                    .short('n')
                    .long("lines")
                    .value_name("COUNT")
                    .value_parser(value_parser!(usize))
                    .default_value("20")
                    .help("How many lines"),
            ),
    ]
}

/// What has to do with the machine.
fn system() -> [Command; 4] {
    let scope = || flag("system", None, "For the whole machine instead of this user");
    [
        Command::new("install")
            .about("Lets the service manager (systemd, launchd) run the daemon")
            .arg(scope())
            .arg(flag("now", None, "Enables and starts it too")),
        Command::new("uninstall").about("Undoes `install`").arg(scope()),
        Command::new("print-unit")
            .about("Shows what `install` would write")
            .arg(scope())
            .arg(flag("launchd", None, "For launchd, wherever this is")),
        Command::new("completions")
            .about("Prints completions for a shell, as for `source <(… completions bash)`")
            .arg(
                Arg::new("shell")
                    .required(true)
                    .value_name("SHELL")
                    .value_parser(value_parser!(clap_complete::Shell)),
            ),
    ]
}

fn flag(name: &'static str, short: impl Into<Option<char>>, help: &'static str) -> Arg {
    let arg = Arg::new(name).long(name).action(ArgAction::SetTrue).help(help);
    match short.into() {
        Some(short) => arg.short(short),
        None => arg,
    }
}

fn force() -> Arg {
    flag("force", None, "Kills it if it does not end in time")
}

/// `-- ARGS…`, for the daemon's `main`.
fn behind() -> Arg {
    Arg::new("arguments")
        .value_name("ARGS")
        .last(true)
        .num_args(0..)
        .value_parser(value_parser!(OsString))
        .value_hint(ValueHint::Other)
        .help("For the daemon itself: `daemon.args()`")
}

/// What stands behind `--`.
pub(super) fn behind_dashes(matches: &ArgMatches) -> Vec<String> {
    let all = matches.try_get_many::<OsString>("arguments").ok().flatten();
    let all = all.into_iter().flatten();
    all.map(|argument| argument.to_string_lossy().into_owned())
        .collect()
}

/// The time given as `name`.
pub(super) fn time(matches: &ArgMatches, name: &str) -> Option<Duration> {
    matches.get_one(name).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn makes_sense_to_the_parser() {
        command("my-service", &Program::new("my-service").version("1")).debug_assert();
    }
}
