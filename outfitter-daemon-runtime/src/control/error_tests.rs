//! What is said when a daemon cannot be operated.

use std::io;
use std::time::Duration;

use super::error::ControlError;
use crate::fixtures::with_causes;
use crate::ipc::{ConnectionError, Refused};
use crate::launch::LaunchError;
use crate::lock::LockError;
use crate::name::NameError;
use crate::paths::PathsError;

fn name() -> String {
    "a".into()
}

const TIMEOUT: Duration = Duration::from_millis(1500);

fn check<const N: usize>(errors: [(ControlError, &str); N]) {
    for (error, text) in errors {
        assert_eq!(with_causes(&error), text);
    }
}

#[test]
fn of_a_daemon_that_does_not_answer_as_it_should() {
    let refused = Refused {
        message: "not today".into(),
        code: None,
        data: None,
    };
    check([
        (ControlError::NotRunning { name: name() }, "`a` is not running"),
        (
            ControlError::NoAnswer {
                name: name(),
                pid: Some(7),
                timeout: TIMEOUT,
            },
            "`a` (PID 7) did not answer within 1.5s",
        ),
        (
            ControlError::NoAnswer {
                name: name(),
                pid: None,
                timeout: TIMEOUT,
            },
            "`a` did not answer within 1.5s",
        ),
        (
            ControlError::Disconnected { name: name() },
            "`a` ended the connection before it answered",
        ),
        (ControlError::Refused(refused), "not today"),
        (
            ControlError::Answer {
                name: name(),
                source: serde_json::from_str::<u8>("x").unwrap_err(),
            },
            "`a` gave an answer that makes no sense to us <- expected value at line 1 column 1",
        ),
        (
            ControlError::NoObject { found: "a list" },
            "a request is a JSON object, as in `{\"a\": 2}`; this is a list",
        ),
    ]);
}

#[test]
fn of_its_process_and_files() {
    check([
        (
            ControlError::StillRunning {
                name: name(),
                pid: 7,
                timeout: TIMEOUT,
            },
            "`a` (PID 7) has not ended within 1.5s",
        ),
        (
            ControlError::Unverified {
                name: name(),
                pid: 7,
                file: "/r/a.lock".into(),
            },
            "`/r/a.lock` names process 7, which cannot be told to be `a`; it was left alone. If it is, end it \
             yourself; if not, remove the file",
        ),
        (
            ControlError::Signal {
                pid: 7,
                source: io::Error::other("no"),
            },
            "cannot signal process 7 <- no",
        ),
        (
            ControlError::Log {
                path: "/r/a.log".into(),
                source: io::Error::other("no"),
            },
            "cannot read the log `/r/a.log` <- no",
        ),
    ]);
}

#[test]
fn another_error_speaks_for_itself() {
    let connection = || ConnectionError::Refused {
        socket_path: "/r/a.sock".into(),
        source: io::Error::other("no"),
    };
    check([
        (
            ControlError::from(connection()),
            "the daemon is not running: cannot connect to `/r/a.sock` <- no",
        ),
        (
            ControlError::from(LaunchError::from(connection())),
            "the daemon is not running: cannot connect to `/r/a.sock` <- no",
        ),
        (
            ControlError::from(LockError::Io {
                action: "open",
                path: "/r/a.lock".into(),
                source: io::Error::other("no"),
            }),
            "cannot open the lock file `/r/a.lock` <- no",
        ),
        (
            ControlError::from(PathsError::from(NameError::Empty)),
            "a daemon's name is empty, expected 1 to 64 ASCII letters, digits, `.`, `_` and `-`",
        ),
    ]);
}
