//! Results in words.

use serde_json::{Value, json};

use super::durations;
use super::output::{Mood, Output};
use crate::control::{Means, Route, ServiceState, StatusReport, Stopped};
use crate::ipc::RequestKind;
use crate::launch::{LaunchOutcome, Launched};

pub(super) fn status(report: &StatusReport, output: &Output) -> String {
    let mood = match report.state {
        ServiceState::Running => Mood::Good,
        ServiceState::Starting | ServiceState::Stopping | ServiceState::Unresponsive => Mood::Uncertain,
        _ => Mood::Bad,
    };
    let state = output.paint(mood, report.state.as_str());
    let pid = of_pid(report.pid);
    let uptime = report.uptime.map(durations::of_seconds);
    let uptime = uptime.map_or_else(String::new, |uptime| format!(", up for {uptime}"));
    let first = format!("{}: {state}{pid}{uptime}", report.name);
    let version = report
        .version
        .as_ref()
        .map(|version| format!("  version  {version}"));
    let files = [
        format!("  socket   {}", report.socket.display()),
        format!("  log      {}", report.log.display()),
    ];
    let notes = report.notes.iter().map(|note| format!("  note     {note}"));
    let lines = [first].into_iter().chain(version).chain(files).chain(notes);
    lines.collect::<Vec<_>>().join("\n")
}

pub(super) fn started(name: &str, launched: &Launched) -> String {
    let did = match launched.outcome {
        LaunchOutcome::AlreadyRunning => "already running",
        LaunchOutcome::Started => "started",
        LaunchOutcome::Replaced => "replaced",
    };
    format!("{name}: {did}{}", of_pid(launched.pid.map(i64::from)))
}

pub(super) fn started_json(name: &str, launched: &Launched) -> Value {
    let did = match launched.outcome {
        LaunchOutcome::AlreadyRunning => "already_running",
        LaunchOutcome::Started => "started",
        LaunchOutcome::Replaced => "replaced",
    };
    json!({ "name": name, "did": did, "pid": launched.pid, "socket": launched.socket })
}

pub(super) fn stopped(name: &str, stopped: Stopped) -> String {
    match stopped {
        Stopped::NotRunning => format!("{name}: not running"),
        Stopped::WasRunning {
            pid,
            by: Means::Sigkill,
        } => format!("{name}: killed{}", of_pid(Some(pid))),
        Stopped::WasRunning { pid, .. } => format!("{name}: stopped{}", of_pid(Some(pid))),
    }
}

pub(super) fn stopped_json(name: &str, stopped: Stopped) -> Value {
    match stopped {
        Stopped::NotRunning => json!({ "name": name, "did": "nothing", "was": "not_running" }),
        Stopped::WasRunning { pid, by } => json!({ "name": name, "did": "stopped", "pid": pid, "by": by }),
    }
}

pub(super) fn routes(routes: &[Route]) -> String {
    let width = routes.iter().map(|route| route.name.len()).max().unwrap_or(0);
    let line = |route: &Route| {
        let kind = match route.kind {
            RequestKind::Returns => "reply ",
            RequestKind::Streams => "stream",
            RequestKind::Oneway => "oneway",
        };
        let doc = route.doc.trim().lines().next().unwrap_or_default();
        format!("{:<width$}  {kind}  {doc}", route.name)
            .trim_end()
            .to_owned()
    };
    routes.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn of_pid(pid: Option<i64>) -> String {
    pid.map_or_else(String::new, |pid| format!(" (PID {pid})"))
}
