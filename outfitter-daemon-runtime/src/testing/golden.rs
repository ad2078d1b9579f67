//! Texts that are kept in the user's repository and compared with.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{fmt, io};

use similar::{ChangeTag, TextDiff};

/// The variable that has files rewritten; other crates for expected texts go by the same.
const UPDATE: &str = "UPDATE_EXPECT";

/// How a text and its file differ, or why that cannot be said.
#[derive(Debug)]
pub(super) enum Mismatch {
    Missing {
        path: PathBuf,
        text: String,
    },
    Differs {
        path: PathBuf,
        line: usize,
        diff: String,
    },
    Io {
        action: &'static str,
        path: PathBuf,
        source: io::Error,
    },
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { path, text } => write!(
                f,
                "there is no file `{}`; write it with `{UPDATE}=1 cargo test` and look at it\n{text}",
                path.display()
            ),
            Self::Differs { path, line, diff } => write!(
                f,
                "`{}` differs, beginning in line {line} (`-` is the file, `+` is what there is now); if that is \
                 meant, `{UPDATE}=1 cargo test` rewrites the file\n{diff}",
                path.display()
            ),
            Self::Io { action, path, source } => write!(f, "cannot {action} `{}`: {source}", path.display()),
        }
    }
}

impl Error for Mismatch {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            Self::Missing { .. } | Self::Differs { .. } => None,
        }
    }
}

/// Compares `text` with the file, or writes it there if the environment says so.
pub(super) fn compare(path: &Path, text: &str) -> Result<(), Mismatch> {
    let path = in_package(path);
    if is_update() {
        return write(&path, text);
    }
    let Some(kept) = read(&path)? else {
        let text = text.to_owned();
        return Err(Mismatch::Missing { path, text });
    };
    match first_difference(&kept, text) {
        None => Ok(()),
        Some((line, diff)) => Err(Mismatch::Differs { path, line, diff }),
    }
}

pub(super) fn is_update() -> bool {
    std::env::var_os(UPDATE).is_some_and(|value| value != "0" && !value.is_empty())
}

/// Tests run in their package's folder; a program of theirs may not.
pub(super) fn in_package(path: &Path) -> PathBuf {
    match std::env::var_os("CARGO_MANIFEST_DIR") {
        Some(package) => Path::new(&package).join(path),
        None => path.to_owned(),
    }
}

/// The file's text; none if there is no file.
pub(super) fn read(path: &Path) -> Result<Option<String>, Mismatch> {
    match std::fs::read_to_string(path) {
        // As a checkout on another system may have it.
        Ok(text) => Ok(Some(text.replace("\r\n", "\n"))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(Mismatch::Io {
            action: "read",
            path: path.to_owned(),
            source,
        }),
    }
}

pub(super) fn write(path: &Path, text: &str) -> Result<(), Mismatch> {
    let folder = path.parent().map_or(Ok(()), std::fs::create_dir_all);
    let written = folder.and_then(|()| std::fs::write(path, text));
    written.map_err(|source| Mismatch::Io {
        action: "write",
        path: path.to_owned(),
        source,
    })
}

/// The number of the first line that differs, and all that do with what is around them.
fn first_difference(kept: &str, text: &str) -> Option<(usize, String)> {
    let diff = TextDiff::from_lines(kept, text);
    let mut line = 1;
    for change in diff.iter_all_changes() {
        match change.tag() {
            ChangeTag::Equal => line += 1,
            ChangeTag::Delete | ChangeTag::Insert => {
                return Some((line, diff.unified_diff().context_radius(2).to_string()));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::with_causes;

    #[test]
    fn each_error_says_what_is_wrong() {
        let path = PathBuf::from("/r/a.txt");
        for (error, text) in [
            (
                Mismatch::Missing {
                    path: path.clone(),
                    text: "x".into(),
                },
                "there is no file `/r/a.txt`; write it with `UPDATE_EXPECT=1 cargo test` and look at it\nx",
            ),
            (
                Mismatch::Differs {
                    path: path.clone(),
                    line: 2,
                    diff: "-x".into(),
                },
                "`/r/a.txt` differs, beginning in line 2 (`-` is the file, `+` is what there is now); if that is \
                 meant, `UPDATE_EXPECT=1 cargo test` rewrites the file\n-x",
            ),
            (
                Mismatch::Io {
                    action: "read",
                    path,
                    source: io::Error::other("no"),
                },
                "cannot read `/r/a.txt`: no <- no",
            ),
        ] {
            assert_eq!(with_causes(&error), text);
        }
    }

    #[test]
    fn says_which_line_differs() {
        assert_eq!(first_difference("a\nb\nc\n", "a\nb\nc\n"), None);
        let (line, diff) = first_difference("a\nb\nc\n", "a\nx\nc\n").unwrap();
        assert_eq!(line, 2);
        assert!(diff.contains("-b\n+x\n"), "{diff}");
        assert_eq!(first_difference("a\n", "a\nb\n").unwrap().0, 2);
    }

    #[test]
    fn says_how_to_write_a_file_that_is_missing() {
        let folder = tempfile::tempdir().unwrap();
        let error = compare(&folder.path().join("no.txt"), "a\n")
            .unwrap_err()
            .to_string();
        assert!(error.contains("UPDATE_EXPECT=1 cargo test"), "{error}");
    }
}
