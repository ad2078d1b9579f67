//! From environment variables to what the supervisor offers to this very process.

use std::ffi::OsString;
use std::str::FromStr;
use std::time::Duration;

use super::passed::ActivationError;
use crate::paths::Env;

/// What the variables say.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Variables {
    /// Where messages go to.
    pub(super) notify: Option<OsString>,
    /// How long the supervisor waits for a sign of life.
    pub(super) watchdog: Option<Duration>,
    /// Whether there is a socket to accept connections on.
    pub(super) socket: bool,
}

impl Variables {
    /// Reads what is meant for the process `pid`; what is meant for another is not there.
    pub(super) fn read(env: &Env, pid: u32) -> Result<Self, ActivationError> {
        Ok(Self {
            notify: env.get("NOTIFY_SOCKET").map(ToOwned::to_owned),
            watchdog: watchdog(env, pid),
            socket: socket(env, pid)?,
        })
    }
}

fn watchdog(env: &Env, pid: u32) -> Option<Duration> {
    let for_us = env.get("WATCHDOG_PID").is_none() || number(env, "WATCHDOG_PID") == Some(pid);
    let microseconds = number(env, "WATCHDOG_USEC").filter(|microseconds| *microseconds > 0);
    if for_us && microseconds.is_none() && env.get("WATCHDOG_USEC").is_some() {
        tracing::warn!("`WATCHDOG_USEC` is not a number of microseconds; there will be no signs of life");
    }
    microseconds.filter(|_| for_us).map(Duration::from_micros)
}

fn socket(env: &Env, pid: u32) -> Result<bool, ActivationError> {
    // Without a PID, any child of a process with a socket would take its own third descriptor for one.
    if number(env, "LISTEN_PID") != Some(pid) {
        return Ok(false);
    }
    let Some(text) = env.get("LISTEN_FDS") else {
        return Ok(false);
    };
    match number::<u32>(env, "LISTEN_FDS") {
        Some(0) => Ok(false),
        Some(1) => Ok(true),
        Some(count) => Err(ActivationError::TooMany { count }),
        None => Err(ActivationError::NotANumber {
            value: text.to_string_lossy().into_owned(),
        }),
    }
}

fn number<N: FromStr>(env: &Env, variable: &str) -> Option<N> {
    env.get(variable)?.to_str()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const US: u32 = 4711;

    fn read(variables: &[(&str, &str)]) -> Result<Variables, String> {
        let env = variables
            .iter()
            .fold(Env::new(1), |env, (name, value)| env.with(name, value));
        Variables::read(&env, US).map_err(|error| error.to_string())
    }

    fn watchdog(variables: &[(&str, &str)]) -> Option<Duration> {
        read(variables).unwrap().watchdog
    }

    #[test]
    fn nothing_is_nothing() {
        assert_eq!(read(&[]), Ok(Variables::default()));
        assert_eq!(read(&[("NOTIFY_SOCKET", "")]), Ok(Variables::default()));
    }

    #[test]
    fn messages_go_where_the_variable_says() {
        assert_eq!(
            read(&[("NOTIFY_SOCKET", "@x")]).unwrap().notify,
            Some("@x".into())
        );
    }

    #[test]
    fn the_watchdog_may_name_its_process() {
        let second = Some(Duration::from_secs(1));
        assert_eq!(watchdog(&[("WATCHDOG_USEC", "1000000")]), second);
        assert_eq!(
            watchdog(&[("WATCHDOG_USEC", "1000000"), ("WATCHDOG_PID", "4711")]),
            second
        );
        for other in ["1", "-1", "4711x"] {
            assert_eq!(
                watchdog(&[("WATCHDOG_USEC", "1000000"), ("WATCHDOG_PID", other)]),
                None,
                "{other}"
            );
        }
    }

    #[test]
    fn a_watchdog_without_a_time_is_none() {
        for text in ["0", "soon", "-5", "1.5"] {
            assert_eq!(watchdog(&[("WATCHDOG_USEC", text)]), None, "{text}");
        }
        assert_eq!(watchdog(&[("WATCHDOG_PID", "4711")]), None);
    }

    #[test]
    fn a_socket_is_ours_only_with_our_pid() {
        let socket = |pid: &str| read(&[("LISTEN_FDS", "1"), ("LISTEN_PID", pid)]).unwrap().socket;
        assert!(socket("4711"));
        for other in ["", "1", "0x1267", "self"] {
            assert!(!socket(other), "{other}");
        }
        assert!(!read(&[("LISTEN_FDS", "1")]).unwrap().socket, "no PID at all");
        assert!(!read(&[("LISTEN_PID", "4711")]).unwrap().socket, "no socket");
        assert!(
            !read(&[("LISTEN_FDS", "0"), ("LISTEN_PID", "4711")])
                .unwrap()
                .socket
        );
    }

    #[test]
    fn more_sockets_than_one_are_an_error_if_they_are_ours() {
        let sockets = |count: &str| read(&[("LISTEN_FDS", count), ("LISTEN_PID", "4711")]);
        assert!(
            sockets("2")
                .unwrap_err()
                .starts_with("the supervisor passed 2 sockets")
        );
        assert!(sockets("many").unwrap_err().contains("`LISTEN_FDS` is `many`"));
        assert_eq!(
            read(&[("LISTEN_FDS", "2"), ("LISTEN_PID", "1")]),
            Ok(Variables::default())
        );
    }
}
