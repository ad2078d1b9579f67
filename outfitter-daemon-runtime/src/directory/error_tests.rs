//! What is said of a directory that cannot be used.

use std::io;
use std::path::PathBuf;

use super::error::DirectoryError;
use crate::fixtures::with_causes;

#[test]
fn each_error_says_what_is_wrong() {
    let dir = PathBuf::from("/r/a");
    let no = || io::Error::other("no");
    for (error, text) in [
        (
            DirectoryError::Make {
                dir: dir.clone(),
                source: no(),
            },
            "cannot make the directory `/r/a` <- no",
        ),
        (
            DirectoryError::Open {
                dir: dir.clone(),
                source: no(),
            },
            "cannot open the directory `/r/a` <- no",
        ),
        (
            DirectoryError::NotADirectory { dir: dir.clone() },
            "`/r/a` is not a directory of its own but a file or a symbolic link; remove it",
        ),
        (
            DirectoryError::ForeignOwner {
                dir: dir.clone(),
                owner: 1,
                uid: 2,
            },
            "the directory `/r/a` belongs to uid 1, and we are uid 2; remove it, or choose another directory",
        ),
        (
            DirectoryError::WritableByOthers {
                dir: dir.clone(),
                mode: 0o77,
            },
            "everybody may write to the directory `/r/a` (mode 0077); run `chmod o-w` on it, or choose another \
             directory",
        ),
        (
            DirectoryError::Shared {
                dir: dir.clone(),
                mode: 0o1777,
            },
            "the directory `/r/a` is shared (mode 1777) and cannot become the daemon's own; choose another name or \
             directory",
        ),
        (
            DirectoryError::Tighten { dir, source: no() },
            "cannot take other users' access to the directory `/r/a` away <- no",
        ),
    ] {
        assert_eq!(with_causes(&error), text);
    }
}
