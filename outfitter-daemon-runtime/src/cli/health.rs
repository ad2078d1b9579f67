//! Health reports, as people read them.

use std::process::ExitCode;
use std::time::Duration;

use serde_json::{Value, json};

use super::commands::Session;
use super::output::{Mood, Output};
use super::spinner;
use super::trouble::Trouble;
use crate::control::ControlError;
use crate::exit::DaemonExit;

impl Session<'_> {
    /// One report.
    pub(super) async fn health(&self) -> Result<ExitCode, Trouble> {
        let asked = spinner::while_waiting(self.output, "checking", self.control.health()).await;
        let report = asked.map_err(|error| self.trouble(&error))?;
        self.output.either(&report, || self.health_text(&report))?;
        Ok(exit_of(&report).into())
    }

    /// A report now, and one whenever it is another; until somebody ends it.
    pub(super) async fn watch_health(&self, every: Duration) -> Result<ExitCode, Trouble> {
        let mut last = None;
        loop {
            let report = match self.control.health().await {
                Ok(report) => report,
                Err(
                    error @ (ControlError::NotRunning { .. }
                    | ControlError::NoAnswer { .. }
                    | ControlError::Disconnected { .. }),
                ) => json!({ "healthy": false, "status": error.to_string(), "checks": {} }),
                Err(error) => return Err(self.trouble(&error)),
            };
            let essence = essence(&report);
            if last.as_ref() != Some(&essence) {
                self.output.either(&report, || self.health_text(&report))?;
                last = Some(essence);
            }
            tokio::time::sleep(every).await;
        }
    }

    fn health_text(&self, report: &Value) -> String {
        let word = status(report);
        let first = format!("{}: {}", self.control.name(), paint(self.output, report, &word));
        let checks = report["checks"].as_object().into_iter().flatten();
        let checks = checks.map(|(name, check)| {
            let painted = paint(self.output, check, &format!("{:<9}", status(check)));
            let message = check["message"].as_str();
            let message = message.map_or_else(String::new, |message| format!(": {message}"));
            format!("  {painted}  {name}{message}")
        });
        let lines: Vec<String> = [first].into_iter().chain(checks).collect();
        lines.join("\n")
    }
}

/// In one word, of a report or of one check.
fn status(report: &Value) -> String {
    match (report["status"].as_str(), is_healthy(report)) {
        (Some(status), _) => status.to_owned(),
        (None, true) => "ok".to_owned(),
        (None, false) => "unhealthy".to_owned(),
    }
}

fn is_healthy(report: &Value) -> bool {
    report["healthy"].as_bool().unwrap_or(false)
}

fn paint(output: &Output, report: &Value, word: &str) -> String {
    let mood = match (is_healthy(report), report["status"].as_str()) {
        (_, Some("degraded" | "initializing" | "stopping")) => Mood::Uncertain,
        (true, _) => Mood::Good,
        (false, _) => Mood::Bad,
    };
    output.paint(mood, word)
}

/// A daemon that is degraded still serves.
fn exit_of(report: &Value) -> DaemonExit {
    if is_healthy(report) || report["status"] == "degraded" {
        DaemonExit::Success
    } else {
        DaemonExit::Failure
    }
}

/// What makes one report another: not its times.
fn essence(report: &Value) -> Value {
    let checks = report["checks"].as_object().into_iter().flatten();
    let checks: Vec<_> = checks
        .map(|(name, check)| json!([name, check["healthy"], check["status"], check["message"]]))
        .collect();
    json!([report["healthy"], report["status"], checks])
}
