//! What is said when there are no paths.

use std::io;

use super::error::{PathsError, Rejected};
use super::{Base, DaemonName};
use crate::directory::DirectoryError;
use crate::fixtures::with_causes;
use crate::name::NameError;

#[test]
fn each_error_says_what_is_wrong() {
    let name = DaemonName::new("a-b").unwrap();
    let not_a_directory = DirectoryError::NotADirectory { dir: "/r/a".into() };
    let unopened = DirectoryError::Open {
        dir: "/t/a".into(),
        source: io::Error::other("no"),
    };
    let rejected = [
        (Base::XdgRuntimeDir, "/r/a", not_a_directory),
        (Base::TempDir, "/t/a", unopened),
    ];
    let rejected = rejected.map(|(base, dir, reason)| Rejected {
        base,
        dir: dir.into(),
        reason,
    });
    for (error, text) in [
        (
            PathsError::from(NameError::Empty),
            "a daemon's name is empty, expected 1 to 64 ASCII letters, digits, `.`, `_` and `-`",
        ),
        (
            PathsError::NoBase { name },
            "no directory for the daemon `a-b`: no runtime, temporary or home directory is known; set `A_B_DIR` or \
             `XDG_RUNTIME_DIR`",
        ),
        (
            PathsError::Relative {
                what: "socket",
                path: "a/b".into(),
            },
            "the socket `a/b` is not an absolute path; give the whole path",
        ),
        (
            PathsError::Unusable {
                rejected: rejected.into(),
            },
            "no usable directory for the daemon:\n  \
             `/r/a` (from $XDG_RUNTIME_DIR): `/r/a` is not a directory of its own but a file or a symbolic link; \
             remove it\n  \
             `/t/a` (from temporary directory): cannot open the directory `/t/a`: no",
        ),
    ] {
        assert_eq!(with_causes(&error), text);
    }
}
