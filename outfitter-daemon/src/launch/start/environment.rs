//! What a daemon that a client starts is given of the client's environment.
//!
//! A daemon outlives whoever started it and serves others too, so what happens to be set in one terminal (a
//! job server, a proxy, `GIT_DIR`, a preloaded library, a supervisor's variables) must not decide how it works
//! for all. It gets what says who and where the user is, and what is meant for it by its name.

use std::ffi::OsString;

use crate::name::DaemonName;

/// Who and where the user is, in which language and time zone, and how Rust programs log.
const KEPT: [&str; 15] = [
    "DBUS_SESSION_BUS_ADDRESS",
    "HOME",
    "LANG",
    "LANGUAGE",
    "LOGNAME",
    "PATH",
    "RUST_BACKTRACE",
    "RUST_LIB_BACKTRACE",
    "RUST_LOG",
    "SHELL",
    "SSL_CERT_DIR",
    "SSL_CERT_FILE",
    "TMPDIR",
    "TZ",
    "USER",
];
/// Families of such variables.
const KEPT_PREFIXES: [&str; 2] = ["LC_", "XDG_"];

/// Of `all` variables, those for the daemon `name`: the ones above, and those that begin with its own prefix
/// (`MY_SERVICE_…`).
pub(super) fn for_daemon(
    name: &DaemonName,
    all: impl IntoIterator<Item = (OsString, OsString)>,
) -> impl Iterator<Item = (OsString, OsString)> {
    let own = format!("{}_", name.env_prefix());
    all.into_iter().filter(move |(variable, _)| {
        // A name that is no text is nobody's in this list.
        variable.to_str().is_some_and(|variable| {
            KEPT.contains(&variable)
                || KEPT_PREFIXES.iter().any(|prefix| variable.starts_with(prefix))
                || variable.starts_with(&own)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(variables: &[&str]) -> Vec<String> {
        let name = DaemonName::new("my-service").unwrap();
        let all = variables.iter().map(|variable| (variable.into(), "x".into()));
        for_daemon(&name, all)
            .map(|(variable, _)| variable.into_string().unwrap())
            .collect()
    }

    #[test]
    fn keeps_what_says_who_the_user_is_and_what_is_meant_for_the_daemon() {
        let meant = [
            "HOME",
            "PATH",
            "LC_ALL",
            "XDG_RUNTIME_DIR",
            "MY_SERVICE_DIR",
            "MY_SERVICE_TOKEN",
        ];
        assert_eq!(kept(&meant), meant);
    }

    #[test]
    fn drops_what_belongs_to_one_terminal_or_to_a_supervisor() {
        let dropped = [
            "MAKEFLAGS",
            "GIT_DIR",
            "LD_PRELOAD",
            "HTTP_PROXY",
            "NOTIFY_SOCKET",
            "LISTEN_PID",
            "WATCHDOG_USEC",
            "MY_SERVICEX",
            "OTHER_SERVICE_DIR",
            "CARGO_MANIFEST_DIR",
        ];
        assert!(kept(&dropped).is_empty(), "{:?}", kept(&dropped));
    }
}
