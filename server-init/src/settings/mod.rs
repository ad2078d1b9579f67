//! What is to be done: the command line over the environment over the defaults.

#[cfg(test)]
mod tests;

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use crate::arguments::Arguments;

const PORT: u16 = 1987;
const LOCK_TIMEOUT: Duration = Duration::from_mins(1);
const TIMEOUT: Duration = Duration::from_secs(30);
const POLL_INTERVAL: Duration = Duration::from_millis(500);

/// All that is known before anything is touched.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Settings {
    pub(crate) health_url: String,
    pub(crate) lock: PathBuf,
    pub(crate) lock_timeout: Duration,
    pub(crate) timeout: Duration,
    pub(crate) poll_interval: Duration,
    /// The server's program and its arguments; empty for the default.
    pub(crate) command: Vec<OsString>,
}

/// Why there are no settings.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum SettingsError {
    #[error("{variable} is `{value}`, which is not {expected}; correct it or unset it")]
    Variable {
        variable: &'static str,
        value: String,
        expected: &'static str,
    },
    #[error("`{url}` is no health URL: {problem}; it must be like `http://localhost:1987/health`")]
    HealthUrl { url: String, problem: &'static str },
    #[error("there is no home directory for the lock file; name the file with --lock")]
    NoHome,
}

impl Settings {
    /// Puts them together; `variable` reads the environment.
    pub(crate) fn of(
        arguments: Arguments,
        variable: impl Fn(&'static str) -> Option<OsString>,
    ) -> Result<Self, SettingsError> {
        let milliseconds =
            |name, default| number(&variable, name, MILLISECONDS, default, Duration::from_millis);
        let health_url = if let Some(url) = arguments.health_url {
            checked(url)?
        } else {
            let port = number(&variable, "OCTOCODE_PORT", A_PORT, u64::from(PORT), |port| port)?;
            format!("http://localhost:{port}/health")
        };
        Ok(Self {
            health_url,
            lock: arguments.lock.map_or_else(default_lock, Ok)?,
            lock_timeout: or(arguments.lock_timeout, || {
                milliseconds("OCTOCODE_LOCK_TIMEOUT", LOCK_TIMEOUT)
            })?,
            timeout: or(arguments.timeout, || {
                milliseconds("OCTOCODE_INIT_TIMEOUT", TIMEOUT)
            })?,
            poll_interval: or(arguments.poll_interval, || {
                milliseconds("OCTOCODE_POLL_INTERVAL", POLL_INTERVAL)
            })?,
            command: arguments.command,
        })
    }
}

/// What a number is to be, in words, and the largest that it can be.
struct Number(&'static str, u64);

const MILLISECONDS: Number = Number("a whole number of milliseconds", u32::MAX as u64);
const A_PORT: Number = Number("a port from 1 to 65535", u16::MAX as u64);

/// Reads a whole number; one that is set to nothing is not set.
fn number<T>(
    variable: impl Fn(&'static str) -> Option<OsString>,
    name: &'static str,
    Number(expected, largest): Number,
    default: T,
    make: impl Fn(u64) -> T,
) -> Result<T, SettingsError> {
    let Some(value) = variable(name).filter(|value| !value.is_empty()) else {
        return Ok(default);
    };
    let text = value.to_string_lossy();
    let parsed = text.trim().parse().ok();
    let parsed = parsed.filter(|number| (1..=largest).contains(number));
    parsed.map(make).ok_or_else(|| SettingsError::Variable {
        variable: name,
        value: text.into_owned(),
        expected,
    })
}

fn or<T>(given: Option<T>, otherwise: impl FnOnce() -> Result<T, SettingsError>) -> Result<T, SettingsError> {
    given.map_or_else(otherwise, Ok)
}

/// Only what can be asked: there is no TLS here, since a server that is started is on this machine.
fn checked(url: String) -> Result<String, SettingsError> {
    let problem = match url.parse::<ureq::http::Uri>() {
        Err(_) => Some("it cannot be read"),
        Ok(uri) if uri.scheme_str() != Some("http") => Some("it does not begin with `http://`"),
        Ok(uri) if uri.host().is_none_or(str::is_empty) => Some("it names no host"),
        Ok(_) => None,
    };
    match problem {
        None => Ok(url),
        Some(problem) => Err(SettingsError::HealthUrl { url, problem }),
    }
}

fn default_lock() -> Result<PathBuf, SettingsError> {
    let home = std::env::home_dir().filter(|home| home.is_absolute());
    let home = home.ok_or(SettingsError::NoHome)?;
    Ok(home.join(".octocode").join("server-init.lock"))
}

/// Reads `500`, `500ms`, `30s` or `2m`.
pub(crate) fn parse_duration(text: &str) -> Result<Duration, String> {
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let in_milliseconds = match unit {
        "" | "ms" => Some(1),
        "s" => Some(1000),
        "m" => Some(60_000),
        _ => None,
    };
    let parsed = number.parse::<u64>().ok().zip(in_milliseconds);
    let milliseconds = parsed.and_then(|(number, unit)| number.checked_mul(unit));
    milliseconds
        .filter(|time| (1..=MILLISECONDS.1).contains(time))
        .map(Duration::from_millis)
        .ok_or_else(|| {
            "a time is a whole number of milliseconds, or one with a unit: 500ms, 30s, 2m".to_owned()
        })
}
