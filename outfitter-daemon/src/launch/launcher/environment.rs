//! What a daemon that a client starts is given of the client's environment.
//!
//! A daemon outlives whoever started it and serves others too, so what happens to be set in one terminal (a
//! job server, a proxy, `GIT_DIR`, a preloaded library, a supervisor's variables) must not decide how it works
//! for all. It gets what says who and where the user is, and what is meant for it by its name.

use std::ffi::OsString;

use crate::name::DaemonName;
use crate::paths::{instance, variable_key};
use crate::small::SmallMap;

/// Who and where the user is, in which language and time zone, and how Rust programs log.
const KEPT: [&str; 36] = [
    "ALLUSERSPROFILE",
    "APPDATA",
    "COMPUTERNAME",
    "COMSPEC",
    "DBUS_SESSION_BUS_ADDRESS",
    "HOME",
    "HOMEDRIVE",
    "HOMEPATH",
    "LANG",
    "LANGUAGE",
    "LOCALAPPDATA",
    "LOGNAME",
    "NUMBER_OF_PROCESSORS",
    "OS",
    "PATH",
    "PATHEXT",
    "PROCESSOR_ARCHITECTURE",
    "PROGRAMDATA",
    "PROGRAMFILES",
    "PUBLIC",
    "RUST_BACKTRACE",
    "RUST_LIB_BACKTRACE",
    "RUST_LOG",
    "SHELL",
    "SSL_CERT_DIR",
    "SSL_CERT_FILE",
    "SYSTEMDRIVE",
    "SYSTEMROOT",
    "TEMP",
    "TMP",
    "TMPDIR",
    "TZ",
    "USER",
    "USERNAME",
    "USERPROFILE",
    "WINDIR",
];
/// Families of such variables.
const KEPT_PREFIXES: [&str; 2] = ["LC_", "XDG_"];

/// What the daemon is given of the environment.
#[derive(Clone, Debug, Default)]
pub(super) struct Environment {
    /// Whether nothing is kept but what is asked for here.
    cleared: bool,
    kept: Vec<OsString>,
    set: SmallMap<OsString, Option<OsString>>,
}

impl Environment {
    /// Nothing is kept but what is asked for.
    pub(super) fn clear(&mut self) {
        self.cleared = true;
    }

    /// Keeps a variable of the caller's.
    pub(super) fn keep(&mut self, variable: OsString) {
        let variable = variable_key(variable);
        self.set.remove(&variable);
        self.kept.push(variable);
    }

    /// Sets a variable, or takes it away.
    pub(super) fn set(&mut self, variable: OsString, value: Option<OsString>) {
        self.set.insert(variable_key(variable), value);
    }

    /// The environment of the daemon `name`: of `all`, who and where the user is, what begins with the daemon's
    /// own prefix (`MY_SERVICE_…`), and what is kept besides; then what is set, and which instance it is.
    pub(super) fn for_daemon(
        &self,
        name: &DaemonName,
        all: impl IntoIterator<Item = (OsString, OsString)>,
    ) -> SmallMap<OsString, OsString> {
        let own = format!("{}_", name.env_prefix());
        let is_usual = |variable: &str| {
            KEPT.contains(&variable)
                || KEPT_PREFIXES.iter().any(|prefix| variable.starts_with(prefix))
                || variable.starts_with(&own)
        };
        // A name that is no text is nobody's in this list.
        let is_kept = |variable: &OsString| {
            self.kept.contains(variable) || (!self.cleared && variable.to_str().is_some_and(is_usual))
        };
        let mut environment = SmallMap::default();
        for (variable, value) in all {
            let variable = variable_key(variable);
            if is_kept(&variable) {
                environment.insert(variable, value);
            }
        }
        for (variable, value) in self.set.iter() {
            match value {
                Some(value) => environment.insert(variable.clone(), value.clone()),
                None => environment.remove(variable),
            }
        }
        if let Some(which) = name.instance() {
            environment.insert(instance::variable(name).into(), which.into());
        }
        environment
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(environment: &Environment, variables: &[&str]) -> Vec<String> {
        let name = DaemonName::new("my-service").unwrap();
        let all = variables.iter().map(|variable| (variable.into(), "x".into()));
        let given = environment.for_daemon(&name, all);
        let mut given: Vec<String> = given
            .into_iter()
            .map(|(variable, _)| variable.into_string().unwrap())
            .collect();
        given.sort();
        given
    }

    fn kept(variables: &[&str]) -> Vec<String> {
        given(&Environment::default(), variables)
    }

    #[test]
    fn keeps_what_says_who_the_user_is_and_what_is_meant_for_the_daemon() {
        let meant = [
            "HOME",
            "LC_ALL",
            "MY_SERVICE_DIR",
            "MY_SERVICE_TOKEN",
            "PATH",
            "XDG_RUNTIME_DIR",
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

    #[test]
    fn an_instance_is_told_which_it_is() {
        let of = |name: &str| {
            let all = [("MY_SERVICE_INSTANCE".into(), "old".into())];
            let name = DaemonName::new(name).unwrap();
            let given = Environment::default().for_daemon(&name, all);
            given.get(std::ffi::OsStr::new("MY_SERVICE_INSTANCE")).cloned()
        };
        assert_eq!(of("my-service@new"), Some("new".into()));
        assert_eq!(of("my-service"), Some("old".into()));
    }

    #[test]
    fn the_caller_chooses() {
        let mut environment = Environment::default();
        environment.keep("HTTP_PROXY".into());
        environment.set("TOKEN".into(), Some("secret".into()));
        environment.set("LANG".into(), None);
        let all = ["HOME", "HTTP_PROXY", "GIT_DIR", "LANG"];
        assert_eq!(given(&environment, &all), ["HOME", "HTTP_PROXY", "TOKEN"]);
        environment.clear();
        assert_eq!(given(&environment, &all), ["HTTP_PROXY", "TOKEN"]);
    }
}
