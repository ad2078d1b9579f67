//! Carrying out the commands.

use std::io::Read;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::ArgMatches;
use serde_json::{Value, json};

use super::arguments::{behind_dashes, time};
use super::output::Output;
use super::spinner::while_waiting;
use super::trouble::Trouble;
use super::{service, show};
use crate::control::{Control, ControlError, Force};
use crate::launch::LaunchError;

/// How much is read of standard input at most, as a request may be.
const LONGEST_PAYLOAD: u64 = 16 << 20;
/// How many lines of its log are shown of a daemon that does not start.
const LOG_LINES: usize = 20;

/// One command of one daemon.
pub(super) struct Session<'a> {
    /// The program and its instance, as the user would write them.
    pub(super) how_to_call: String,
    pub(super) control: Control,
    pub(super) output: &'a Output,
    pub(super) executable: PathBuf,
    pub(super) shutdown_timeout: Duration,
}

impl Session<'_> {
    pub(super) async fn carry_out(&self, command: &str, matches: &ArgMatches) -> Result<ExitCode, Trouble> {
        let done = ExitCode::SUCCESS;
        match command {
            "start" => self.start(matches).await.map(|()| done),
            "stop" => self.stop(matches).await.map(|()| done),
            "restart" => self.restart(matches).await.map(|()| done),
            "reload" => self.reload().await.map(|()| done),
            "status" => self.status().await,
            "health" => match time(matches, "interval").filter(|_| matches.get_flag("watch")) {
                Some(every) => self.watch_health(every).await,
                None => self.health().await,
            },
            "call" => self.call(matches).await.map(|()| done),
            "routes" => self.routes().await.map(|()| done),
            "logs" => self.logs(matches).await.map(|()| done),
            other => service::carry_out(self, other, matches),
        }
    }

    /// The daemon's name, as it is shown.
    pub(super) fn name(&self) -> &str {
        self.control.name().as_str()
    }

    pub(super) fn trouble(&self, error: &ControlError) -> Trouble {
        Trouble::of(error, self.name(), &self.how_to_call)
    }

    async fn start(&self, matches: &ArgMatches) -> Result<(), Trouble> {
        let before = self.length_of_log();
        let arguments = behind_dashes(matches);
        let started = while_waiting(self.output, "starting", self.control.start(&arguments)).await;
        let launched = started.map_err(|error| self.did_not_start(&error, before))?;
        let json = show::started_json(self.name(), &launched);
        Ok(self
            .output
            .either(&json, || show::started(self.name(), &launched))?)
    }

    async fn stop(&self, matches: &ArgMatches) -> Result<(), Trouble> {
        let stopped = while_waiting(self.output, "stopping", self.control.stop(force(matches))).await;
        let stopped = stopped.map_err(|error| self.trouble(&error))?;
        let json = show::stopped_json(self.name(), stopped);
        Ok(self
            .output
            .either(&json, || show::stopped(self.name(), stopped))?)
    }

    async fn restart(&self, matches: &ArgMatches) -> Result<(), Trouble> {
        let before = self.length_of_log();
        let arguments = behind_dashes(matches);
        let restarted = self.control.restart(&arguments, force(matches));
        let restarted = while_waiting(self.output, "restarting", restarted).await;
        let (stopped, launched) = restarted.map_err(|error| self.did_not_start(&error, before))?;
        let json = json!({
            "name": self.name(),
            "stopped": show::stopped_json(self.name(), stopped),
            "started": show::started_json(self.name(), &launched),
        });
        let text = || {
            let lines = [
                show::stopped(self.name(), stopped),
                show::started(self.name(), &launched),
            ];
            lines.join("\n")
        };
        Ok(self.output.either(&json, text)?)
    }

    async fn reload(&self) -> Result<(), Trouble> {
        let reloaded = while_waiting(self.output, "reloading", self.control.reload()).await;
        reloaded.map_err(|error| self.trouble(&error))?;
        let json = json!({ "name": self.name(), "did": "reloaded" });
        Ok(self
            .output
            .either(&json, || format!("{}: reloaded", self.name()))?)
    }

    async fn status(&self) -> Result<ExitCode, Trouble> {
        let looked = while_waiting(self.output, "looking", self.control.status()).await;
        let report = looked.map_err(|error| self.trouble(&error))?;
        self.output
            .either(&report, || show::status(&report, self.output))?;
        Ok(report.state.exit_code().into())
    }

    async fn call(&self, matches: &ArgMatches) -> Result<(), Trouble> {
        let request = matches.get_one::<String>("request").map_or("", String::as_str);
        let payload = self.payload(matches.get_one::<String>("payload").map(String::as_str))?;
        let asked = while_waiting(self.output, "asking", self.control.call(request, payload)).await;
        let mut replies = asked.map_err(|error| self.trouble(&error))?;
        while let Some(reply) = replies.next().await {
            let reply = reply.map_err(|error| self.trouble(&error))?;
            self.output.line(reply.get())?;
        }
        Ok(())
    }

    /// The members of a request: as they were given, or from standard input.
    fn payload(&self, given: Option<&str>) -> Result<Value, Trouble> {
        let wrong = |text: String| Trouble::wrong(self.name(), text);
        let (text, place) = match given {
            None => return Ok(Value::Null),
            Some("-") => {
                let mut text = String::new();
                let read = std::io::stdin().take(LONGEST_PAYLOAD).read_to_string(&mut text);
                read.map_err(|error| wrong(format!("cannot read the request from standard input: {error}")))?;
                (text, "standard input")
            }
            Some(text) => (text.to_owned(), "the argument"),
        };
        let value = serde_json::from_str(&text);
        value.map_err(|error| {
            wrong(format!(
                "{place} is no JSON: {error}; expected as in '{{\"a\": 2}}'"
            ))
        })
    }

    async fn routes(&self) -> Result<(), Trouble> {
        let asked = while_waiting(self.output, "asking", self.control.routes()).await;
        let routes = asked.map_err(|error| self.trouble(&error))?;
        if self.output.json || !routes.is_empty() {
            self.output.either(&routes, || show::routes(&routes))?;
        }
        Ok(())
    }

    async fn logs(&self, matches: &ArgMatches) -> Result<(), Trouble> {
        let trouble = |error: ControlError| self.trouble(&error);
        let count = matches.get_one("lines").copied().unwrap_or_default();
        let log = self.control.log().map_err(trouble)?;
        if !matches.get_flag("follow") {
            let lines = log.tail(count).map_err(trouble)?;
            return lines.iter().try_for_each(|line| self.log_line(line));
        }
        let mut follow = log.follow(count).map_err(trouble)?;
        loop {
            let line = follow.next().await.map_err(trouble)?;
            self.log_line(&line)?;
        }
    }

    fn log_line(&self, line: &str) -> Result<(), Trouble> {
        Ok(self.output.either(&json!({ "line": line }), || line.to_owned())?)
    }

    fn length_of_log(&self) -> u64 {
        self.control.log().map_or(0, |log| log.length())
    }

    /// With what the daemon has written meanwhile, if the error does not show it already.
    fn did_not_start(&self, error: &ControlError, length: u64) -> Trouble {
        let trouble = self.trouble(error);
        let tells = matches!(
            error,
            ControlError::Launch(LaunchError::Failed { .. } | LaunchError::Timeout { .. })
        );
        let Ok(log) = self.control.log() else {
            return trouble;
        };
        let lines = if tells {
            log.added_since(length, LOG_LINES)
        } else {
            Vec::new()
        };
        if lines.is_empty() {
            return trouble;
        }
        let path = log.path().display();
        trouble.adding(&format!(
            "\nThe end of its log `{path}`:\n  {}",
            lines.join("\n  ")
        ))
    }
}

fn force(matches: &ArgMatches) -> Force {
    if matches.get_flag("force") {
        Force::Kill
    } else {
        Force::No
    }
}
