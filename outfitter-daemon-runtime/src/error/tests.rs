//! What is said of a daemon that did not start or stop as it should.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use crate::directory::DirectoryError;
use crate::error::{DaemonError, StartError};
use crate::fixtures::with_causes;
use crate::health::CheckError;
use crate::ipc::BindError;
use crate::lock::{LockError, PidFileError};
use crate::name::NameError;
use crate::paths::PathsError;
use crate::registry::RegistryError;
use crate::supervisor::ActivationError;

fn name() -> String {
    "a".into()
}

fn no() -> io::Error {
    io::Error::other("no")
}

fn path() -> PathBuf {
    "/r/a".into()
}

#[test]
fn of_the_daemon() {
    let already_running = |pid, path| DaemonError::AlreadyRunning {
        name: name(),
        pid,
        path,
    };
    for (error, text) in [
        (
            already_running(Some(7), Some(path())),
            "`a` is already running with PID 7 (`/r/a` says so)",
        ),
        (already_running(None, None), "`a` is already running"),
        (DaemonError::NotRunning { name: name() }, "`a` is not running"),
        (
            DaemonError::ShutdownTimeout {
                name: name(),
                timeout: Duration::from_secs(5),
                what: "a request".into(),
            },
            "`a` did not stop within 5s: a request took too long",
        ),
        (
            DaemonError::PidFile {
                name: name(),
                source: PidFileError::Io {
                    action: "write",
                    path: path(),
                    source: no(),
                },
            },
            "`a` cannot write its PID file <- cannot write the PID file `/r/a` <- no",
        ),
        (
            DaemonError::StartFailed {
                name: name(),
                source: StartError::Signals(no()),
            },
            "`a` cannot start <- cannot watch for signals <- no",
        ),
    ] {
        assert_eq!(with_causes(&error), text);
    }
}

#[test]
fn of_its_start() {
    for (error, text) in [
        (StartError::Signals(no()), "cannot watch for signals <- no"),
        (StartError::Runtime(no()), "cannot start the async runtime <- no"),
        (StartError::Main("no".into()), "no"),
        (StartError::Panicked("no".into()), "`main` panicked: no"),
    ] {
        assert_eq!(with_causes(&error), text);
    }
}

#[test]
fn another_error_speaks_for_itself() {
    let directory = || DirectoryError::Open {
        dir: path(),
        source: no(),
    };
    let lock = LockError::Directory {
        path: path(),
        source: directory(),
    };
    let bind = BindError::Io {
        action: "bind",
        path: path(),
        source: no(),
    };
    for (error, text) in [
        (
            StartError::from(NameError::Empty),
            "a daemon's name is empty, expected 1 to 64 ASCII letters, digits, `.`, `_` and `-`",
        ),
        (
            StartError::from(RegistryError { problems: Vec::new() }),
            "0 problems in its handlers:",
        ),
        (
            StartError::from(CheckError::Cycle {
                names: vec!["a".into()],
            }),
            "cycle: the health checks `a` → `a` wait for each other; remove one `after`",
        ),
        (
            StartError::from(ActivationError::from(no())),
            "cannot look at descriptor 3, which the supervisor passed <- no",
        ),
        (
            StartError::from(PathsError::from(NameError::Empty)),
            "a daemon's name is empty, expected 1 to 64 ASCII letters, digits, `.`, `_` and `-`",
        ),
        (
            StartError::from(directory()),
            "cannot open the directory `/r/a` <- no",
        ),
        (
            StartError::from(lock),
            "no directory for the lock file `/r/a` <- cannot open the directory `/r/a` <- no",
        ),
        (StartError::from(bind), "cannot bind the socket `/r/a` <- no"),
    ] {
        assert_eq!(with_causes(&error), text);
    }
}

#[cfg(feature = "http")]
#[test]
fn what_http_says_is_passed_on() {
    let error = StartError::from(crate::http::HttpError::TokenFile {
        path: path(),
        source: no(),
    });
    assert_eq!(
        with_causes(&error),
        "cannot write the token for HTTP to `/r/a` <- no"
    );
}
