//! What a daemon says of itself.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::daemon::Daemon;
use super::state::{DaemonState, DaemonStatus};
use crate::health::{HealthChecker, HealthStatus, Readiness};

impl Daemon {
    /// Its name.
    pub fn name(&self) -> &str {
        self.0.options.name.as_str()
    }

    /// The version of the program.
    pub fn version(&self) -> &str {
        &self.0.options.version
    }

    /// How long it has been up; zero while it is stopped.
    pub fn uptime(&self) -> Duration {
        self.run().since.map_or(Duration::ZERO, |since| since.elapsed())
    }

    /// The limit of a stop.
    pub fn shutdown_timeout(&self) -> Duration {
        self.0.options.shutdown_timeout
    }

    /// What followed `--` on the command line that started it.
    pub fn args(&self) -> &[String] {
        &self.0.options.args
    }

    /// Its health checks; more can be registered at any time.
    pub fn health(&self) -> &HealthChecker {
        &self.0.options.health
    }

    /// Runs the health checks; while it is not running, says so instead.
    pub async fn check_health(&self) -> HealthStatus {
        match self.state() {
            // From the moment that it is asked to, whatever it still has to finish.
            _ if self.stop_reason().is_some() => {
                HealthStatus::not_serving(Readiness::Stopping, self.uptime().as_secs())
            }
            DaemonState::Running => self.health().check().await,
            DaemonState::Starting => {
                HealthStatus::not_serving(Readiness::Initializing, self.uptime().as_secs())
            }
            DaemonState::Stopping | DaemonState::Stopped => {
                HealthStatus::not_serving(Readiness::Stopping, self.uptime().as_secs())
            }
        }
    }

    /// What it says of itself.
    pub fn status(&self) -> DaemonStatus {
        let path = |path: &Path| Some(path.to_owned());
        let run = self.run();
        let paths = run.held.as_ref().map(|held| &held.paths);
        DaemonStatus {
            name: self.name().to_owned(),
            version: self.0.options.version.clone(),
            pid: std::process::id(),
            state: self.state(),
            uptime: run.since.map_or(0, |since| since.elapsed().as_secs()),
            socket: paths.and_then(|paths| path(paths.socket())),
            lock: paths.and_then(|paths| path(paths.lock())),
            http: run.http,
            notes: paths.map_or_else(Vec::new, |paths| {
                paths.notes().iter().map(ToString::to_string).collect()
            }),
        }
    }

    /// Where it serves HTTP, if on a [port](crate::Program::http).
    pub fn http_address(&self) -> Option<SocketAddr> {
        self.run().http
    }

    pub(crate) fn serves_http_at(&self, address: Option<SocketAddr>) {
        self.run().http = address;
    }

    /// Where the token for HTTP is kept: beside the lock, and named after it.
    pub(crate) fn http_token_file(&self) -> PathBuf {
        let lock = self.run().held.as_ref().map(|held| held.paths.lock().to_owned());
        lock.unwrap_or_default().with_extension("http-token")
    }

    /// The path of its socket; none while it is stopped.
    pub fn socket_path(&self) -> Option<PathBuf> {
        self.run()
            .held
            .as_ref()
            .map(|held| held.paths.socket().to_owned())
    }
}
