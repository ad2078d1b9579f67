//! What is said when no socket can be bound.

use std::io;
use std::path::PathBuf;

use super::error::BindError;
use crate::fixtures::with_causes;

#[test]
fn each_error_says_what_is_wrong() {
    let path = PathBuf::from("/r/a.sock");
    let in_use = |pid| BindError::InUse {
        path: path.clone(),
        pid,
    };
    for (error, text) in [
        (
            BindError::PathTooLong {
                path: path.clone(),
                length: 109,
                limit: 107,
            },
            "the socket path `/r/a.sock` has 109 bytes and at most 107 are possible; choose a shorter directory (such \
             as with `XDG_RUNTIME_DIR`) or a shorter name",
        ),
        (
            in_use(Some(7)),
            "another process (PID 7) already listens on `/r/a.sock`; stop it first",
        ),
        (
            in_use(None),
            "another process already listens on `/r/a.sock`; stop it first",
        ),
        (
            BindError::Occupied {
                path: path.clone(),
                what: "a directory",
            },
            "`/r/a.sock` is a directory, not a socket of this user; move it away or choose another path",
        ),
        (
            BindError::Foreign {
                path: path.clone(),
                owner: "S-1".into(),
            },
            "`/r/a.sock` is another user's pipe (S-1), and pipes have one name for all users of a machine; give this \
             daemon a name of its own: another instance, or a directory or a pipe by its variables `…_DIR` or \
             `…_SOCKET`",
        ),
        (
            BindError::Io {
                action: "bind",
                path: path.clone(),
                source: io::Error::other("no"),
            },
            "cannot bind the socket `/r/a.sock` <- no",
        ),
    ] {
        assert_eq!(with_causes(&error), text);
    }
}
