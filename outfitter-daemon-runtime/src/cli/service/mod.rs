//! `install`, `uninstall` and `print-unit`: the daemon in the hands of the machine's service manager.

mod file;
mod launchd;
mod systemd;

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Duration;

use clap::ArgMatches;
use serde_json::json;

use super::commands::Session;
use super::trouble::Trouble;
use crate::exit::DaemonExit;
use crate::name::DaemonName;
use crate::paths::{Env, Platform};

/// What the service manager is to run.
#[derive(Debug)]
struct Service<'a> {
    name: &'a DaemonName,
    /// The program, by its whole path.
    program: &'a str,
    /// How long a stop may take.
    stop: Duration,
    scope: Scope,
}

/// Whose service it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scope {
    User,
    System,
}

/// A service manager.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Manager {
    Systemd,
    Launchd,
}

impl Manager {
    fn of_this_platform() -> Option<Self> {
        match Platform::current() {
            Platform::Macos => Some(Self::Launchd),
            Platform::Linux => Some(Self::Systemd),
            Platform::Windows => None,
        }
    }

    fn unit(self, service: &Service<'_>) -> String {
        match self {
            Self::Systemd => systemd::unit(service),
            Self::Launchd => launchd::unit(service),
        }
    }

    /// Where the unit belongs; none if nobody knows where the user is at home.
    fn path(self, service: &Service<'_>, env: &Env) -> Option<PathBuf> {
        match self {
            Self::Systemd => systemd::path(service, env),
            Self::Launchd => launchd::path(service, env),
        }
    }

    /// What makes it known and starts it, at once and from now on.
    fn enable(self, service: &Service<'_>, unit: &Path) -> Vec<Vec<String>> {
        match self {
            Self::Systemd => systemd::enable(service),
            Self::Launchd => launchd::enable(service, unit),
        }
    }

    /// What ends it and forgets it.
    fn disable(self, service: &Service<'_>) -> Vec<Vec<String>> {
        match self {
            Self::Systemd => systemd::disable(service),
            Self::Launchd => launchd::disable(service),
        }
    }
}

/// Carries out one of the three.
pub(super) fn carry_out(
    session: &Session<'_>,
    command: &str,
    matches: &ArgMatches,
) -> Result<ExitCode, Trouble> {
    let program = session.executable.to_str().ok_or_else(|| {
        let path = session.executable.display();
        session.service_trouble(format!(
            "the program's path `{path}` is no text, which a unit needs"
        ))
    })?;
    let service = Service {
        name: session.control.name(),
        program,
        stop: session.shutdown_timeout,
        scope: if matches.get_flag("system") {
            Scope::System
        } else {
            Scope::User
        },
    };
    let manager = Manager::of_this_platform();
    if command == "print-unit" {
        let manager = if matches.get_flag("launchd") {
            Manager::Launchd
        } else {
            manager.unwrap_or(Manager::Systemd)
        };
        let unit = manager.unit(&service);
        let json = json!({ "name": session.name(), "unit": unit });
        session.output.either(&json, || unit.trim_end().to_owned())?;
        return Ok(ExitCode::SUCCESS);
    }
    let manager = manager.ok_or_else(|| {
        session.service_trouble(format!(
            "`{command}` knows no service manager of Windows; let its Task Scheduler run `{program} start` when you log on"
        ))
    })?;
    let path = manager.path(&service, &Env::from_process()).ok_or_else(|| {
        session.service_trouble(
            "nobody knows where your configuration is: set `HOME` or `XDG_CONFIG_HOME`".to_owned(),
        )
    })?;
    if command == "install" {
        session.install(manager, &service, &path, matches.get_flag("now"))
    } else {
        session.uninstall(manager, &service, &path)
    }
}

impl Session<'_> {
    fn service_trouble(&self, text: String) -> Trouble {
        Trouble::failed(self.name(), text, DaemonExit::OsError)
    }

    fn install(
        &self,
        manager: Manager,
        service: &Service<'_>,
        path: &Path,
        now: bool,
    ) -> Result<ExitCode, Trouble> {
        let changed = file::write(path, &manager.unit(service)).map_err(|text| self.service_trouble(text))?;
        let next = manager.enable(service, path);
        if now {
            for command in &next {
                run(command).map_err(|text| self.service_trouble(text))?;
            }
        }
        let did = if changed { "installed" } else { "already installed" };
        let next: Vec<String> = next.iter().map(|command| command.join(" ")).collect();
        let json = json!({ "name": self.name(), "did": did.replace(' ', "_"), "unit": path, "next": next, "done": now });
        let text = || {
            let first = format!("{}: {did} as {}", self.name(), path.display());
            if now {
                first
            } else {
                format!(
                    "{first}\nLet it run, now and from now on:\n  {}",
                    next.join("\n  ")
                )
            }
        };
        self.output.either(&json, text)?;
        Ok(ExitCode::SUCCESS)
    }

    fn uninstall(&self, manager: Manager, service: &Service<'_>, path: &Path) -> Result<ExitCode, Trouble> {
        let installed = file::is_ours(path).map_err(|text| self.service_trouble(text))?;
        let mut notes = Vec::new();
        if installed {
            // Without a service manager there is nothing to forget it.
            notes = manager
                .disable(service)
                .iter()
                .filter_map(|command| run(command).err())
                .collect();
            file::remove(path).map_err(|text| self.service_trouble(text))?;
        }
        let did = if installed { "uninstalled" } else { "not installed" };
        let json = json!({ "name": self.name(), "did": did.replace(' ', "_"), "unit": path, "notes": notes });
        let text = || {
            let first = format!("{}: {did} ({})", self.name(), path.display());
            notes
                .iter()
                .fold(first, |text, note| format!("{text}\n  note: {note}"))
        };
        self.output.either(&json, text)?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Runs a command of the service manager; the error is what it said.
fn run(command: &[String]) -> Result<(), String> {
    let Some((program, arguments)) = command.split_first() else {
        return Ok(());
    };
    let whole = command.join(" ");
    let ran = Command::new(program)
        .args(arguments.iter().map(OsStr::new))
        .stdin(std::process::Stdio::null())
        .output()
        .map_err(|error| format!("cannot run `{whole}`: {error}"))?;
    if ran.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&ran.stderr);
    Err(format!("`{whole}` failed ({}): {}", ran.status, said.trim()))
}
