//! Asking the server how it is.

use std::io::ErrorKind;
use std::time::Duration;

use serde::Deserialize;

use crate::speak;

/// How long one question may take, from the name's address to the end of the answer.
const PATIENCE: Duration = Duration::from_secs(5);
/// The longest answer that is read, in bytes.
const LONGEST: u64 = 1024 * 1024;

/// What the server says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Health {
    /// It is ready.
    Ok,
    /// It will be.
    Initializing,
    /// Something else, or nothing.
    Down,
}

#[derive(Deserialize)]
struct Report {
    status: String,
}

/// Asks at one URL.
#[derive(Debug)]
pub(crate) struct HealthCheck {
    agent: ureq::Agent,
    url: String,
}

impl HealthCheck {
    pub(crate) fn new(url: &str) -> Self {
        let config = ureq::Agent::config_builder()
            .timeout_global(Some(PATIENCE))
            // The server is on this machine, whatever the environment says of proxies.
            .proxy(None)
            // A process that comes back every second must not keep a connection of the server busy.
            .max_idle_connections(0)
            .build();
        Self {
            agent: config.new_agent(),
            url: url.to_owned(),
        }
    }

    /// Asks once, for no longer than `within`. That nobody listens is expected; any other failure is told.
    pub(crate) fn ask(&self, within: Duration) -> Health {
        match self.report(within.min(PATIENCE)) {
            Ok(report) => match report.status.as_str() {
                "ok" => Health::Ok,
                "initializing" => Health::Initializing,
                _ => Health::Down,
            },
            // A server that says no is not one that cannot be asked.
            Err(ureq::Error::StatusCode(_)) => Health::Down,
            Err(ureq::Error::Io(error)) if error.kind() == ErrorKind::ConnectionRefused => Health::Down,
            // It was cut short by the end of all waiting, which is told as such.
            Err(ureq::Error::Timeout(_)) if within < PATIENCE => Health::Down,
            Err(error) => {
                speak::error(&format!("Health check error: {error}"));
                Health::Down
            }
        }
    }

    fn report(&self, within: Duration) -> Result<Report, ureq::Error> {
        let question = self.agent.get(&self.url).config();
        // A time of zero would be none at all.
        let question = question
            .timeout_global(Some(within.max(Duration::from_millis(1))))
            .build();
        let mut answer = question.call()?;
        let text = answer.body_mut().with_config().limit(LONGEST).read_to_vec()?;
        serde_json::from_slice(&text).map_err(|error| ureq::Error::Other(error.into()))
    }
}
