//! Why a text is not a name, and what to write instead.

use super::MAX_LENGTH;

/// Why a text cannot be the name of a daemon.
///
/// `name` is the text (its beginning, if it is long), `suggestion` a similar name that would do; `problem` is the
/// rule that an `instance` breaks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
#[expect(missing_docs, reason = "the fields are explained once, above")]
pub enum NameError {
    /// There is no text.
    #[error("a daemon's name is empty, expected 1 to {MAX_LENGTH} ASCII letters, digits, `.`, `_` and `-`")]
    Empty,
    /// It has more than 64 bytes.
    #[error(
        "daemon name {name:?} has {length} bytes, at most {MAX_LENGTH} are allowed{}",
        hint(suggestion.as_deref())
    )]
    TooLong {
        name: String,
        length: usize,
        suggestion: Option<String>,
    },
    /// It has a character other than ASCII letters, digits, `.`, `_` and `-`.
    #[error(
        "daemon name {name:?} contains {character:?}, \
         allowed are ASCII letters, digits, `.`, `_` and `-`{}",
        hint(suggestion.as_deref())
    )]
    Character {
        name: String,
        character: char,
        suggestion: Option<String>,
    },
    /// It begins with `.` (a hidden file, or the directory above) or `-` (looks like an option).
    #[error(
        "daemon name {name:?} begins with {character:?}, expected a letter, digit or `_`{}",
        hint(suggestion.as_deref())
    )]
    Start {
        name: String,
        character: char,
        suggestion: Option<String>,
    },
    /// It ends with `.`, which Windows drops from file names.
    #[error(
        "daemon name {name:?} ends with '.', which not every platform keeps{}",
        hint(suggestion.as_deref())
    )]
    End {
        name: String,
        suggestion: Option<String>,
    },
    /// It is the name of a device on Windows, with any extension.
    #[error("daemon name {name:?} is reserved on Windows{}", hint(suggestion.as_deref()))]
    Reserved {
        name: String,
        suggestion: Option<String>,
    },
    /// What stands behind the `@` breaks one of these rules.
    #[error("{instance:?} cannot be an instance, which is named as a daemon is: {problem}")]
    Instance {
        instance: String,
        problem: Box<NameError>,
    },
}

fn hint(suggestion: Option<&str>) -> String {
    suggestion
        .map(|name| format!("; try `{name}`"))
        .unwrap_or_default()
}
