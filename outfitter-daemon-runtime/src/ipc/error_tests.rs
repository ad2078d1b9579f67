//! What is said when there is no connection.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use super::error::ConnectionError;
use crate::fixtures::with_causes;
use crate::name::NameError;
use crate::paths::PathsError;

#[test]
fn each_error_says_what_is_wrong() {
    let socket_path = PathBuf::from("/r/a.sock");
    let stale = |pid| ConnectionError::StaleSocket {
        socket_path: socket_path.clone(),
        pid,
    };
    for (error, text) in [
        (
            stale(Some(7)),
            "the daemon is gone and left the socket `/r/a.sock` behind (it was PID 7); start it again",
        ),
        (
            stale(None),
            "the daemon is gone and left the socket `/r/a.sock` behind; start it again",
        ),
        (
            ConnectionError::Refused {
                socket_path: socket_path.clone(),
                source: io::Error::other("no"),
            },
            "the daemon is not running: cannot connect to `/r/a.sock` <- no",
        ),
        (
            ConnectionError::Timeout {
                socket_path: socket_path.clone(),
                timeout: Duration::from_nanos(1_499_000_001),
            },
            "the daemon did not accept a connection on `/r/a.sock` within 1.499s",
        ),
        (
            ConnectionError::Protocol {
                socket_path: socket_path.clone(),
                details: "hello".into(),
            },
            "what listens on `/r/a.sock` does not speak the protocol: hello",
        ),
        (
            ConnectionError::Untrusted {
                socket_path: socket_path.clone(),
                owner: "uid 1000".into(),
            },
            "`/r/a.sock` belongs to another user (uid 1000); nothing was sent to it",
        ),
        (
            ConnectionError::from(PathsError::from(NameError::Empty)),
            "cannot tell where the daemon's socket is <- a daemon's name is empty, expected 1 to 64 ASCII letters, \
             digits, `.`, `_` and `-`",
        ),
    ] {
        assert_eq!(with_causes(&error), text);
    }
}
