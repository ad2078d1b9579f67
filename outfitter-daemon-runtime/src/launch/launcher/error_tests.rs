//! What is said when a daemon cannot be started.

use std::io;
use std::path::PathBuf;
use std::process::ExitStatus;
use std::time::Duration;

use super::error::LaunchError;
use crate::directory::DirectoryError;
use crate::fixtures::with_causes;
use crate::ipc::ConnectionError;
use crate::lock::LockError;

const TIMEOUT: Duration = Duration::from_millis(1500);

fn no() -> io::Error {
    io::Error::other("no")
}

fn program() -> PathBuf {
    "/b/a".into()
}

fn log() -> PathBuf {
    "/r/a.log".into()
}

fn socket() -> PathBuf {
    "/r/a.sock".into()
}

fn check<const N: usize>(errors: [(LaunchError, &str); N]) {
    for (error, text) in errors {
        assert_eq!(with_causes(&error), text);
    }
}

#[test]
fn of_what_is_there() {
    check([
        (
            LaunchError::from(ConnectionError::Refused {
                socket_path: socket(),
                source: no(),
            }),
            "the daemon is not running: cannot connect to `/r/a.sock` <- no",
        ),
        (
            LaunchError::from(DirectoryError::Open {
                dir: "/r".into(),
                source: no(),
            }),
            "cannot open the directory `/r` <- no",
        ),
        (
            LaunchError::from(LockError::Io {
                action: "open",
                path: "/r/a.start".into(),
                source: no(),
            }),
            "cannot make sure that only one process starts the daemon <- cannot open the lock file `/r/a.start` <- no",
        ),
    ]);
}

#[test]
fn of_the_program() {
    let died = |status, log_tail: &str| LaunchError::Died {
        program: program(),
        status,
        log: log(),
        log_tail: log_tail.into(),
    };
    let status = ExitStatus::default();
    let dead = format!("`/b/a` ended before it was ready ({status}); the end of its log `/r/a.log`:\nx\n");
    check([
        (
            LaunchError::ProgramNotFound {
                name: "a".into(),
                variable: "A_PROGRAM".into(),
            },
            "no program `a` to start: it is neither beside this program nor in `PATH`; `A_PROGRAM` can name it",
        ),
        (
            LaunchError::Spawn {
                program: program(),
                source: no(),
            },
            "cannot start `/b/a` <- no",
        ),
        (
            LaunchError::Failed {
                program: program(),
                code: 78,
                message: "no".into(),
            },
            "`/b/a` did not start: no",
        ),
        (died(Some(status), "x\n"), &dead),
        (
            died(None, ""),
            "`/b/a` ended before it was ready; its log `/r/a.log` is empty",
        ),
        (
            LaunchError::HeldOff {
                program: program(),
                failures: 3,
                wait: TIMEOUT,
                reason: "no".into(),
            },
            "`/b/a` failed to start 3 times in a row, and is not started again for 2 s unless forced; the last time: \
             no",
        ),
    ]);
}

#[test]
fn of_what_took_too_long() {
    let timeout = TIMEOUT;
    let still_stopping = |pid| LaunchError::StillStopping {
        name: "a".into(),
        pid,
        timeout,
    };
    check([
        (
            LaunchError::Timeout {
                program: program(),
                pid: 7,
                log: log(),
                timeout,
            },
            "`/b/a` (PID 7) was not ready within 1.5s; it may still be starting, and its log `/r/a.log` may say why",
        ),
        (
            LaunchError::Unresponsive {
                socket: socket(),
                timeout,
            },
            "the daemon on `/r/a.sock` did not answer within 1.5s; it is stopped, or has too much to do",
        ),
        (
            LaunchError::StoppedAtOnce { log: log() },
            "the daemon stopped as soon as it was ready; its log `/r/a.log` may say why",
        ),
        (
            LaunchError::StillInitializing {
                socket: socket(),
                timeout,
            },
            "the daemon on `/r/a.sock` was still initializing after 1.5s; try again later",
        ),
        (
            still_stopping(Some(7)),
            "`a` (PID 7) was still stopping after 1.5s; try again later",
        ),
        (
            still_stopping(None),
            "`a` was still stopping after 1.5s; try again later",
        ),
        (
            LaunchError::InProgress {
                name: "a".into(),
                pid: Some(7),
                lock: "/r/a.start".into(),
                timeout,
            },
            "another process (PID 7) is starting `a` and was not done within 1.5s; if it hangs, end it (it has \
             `/r/a.start` locked)",
        ),
    ]);
}
