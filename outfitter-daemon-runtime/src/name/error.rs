//! Why a text is not a name, and what to write instead.

use std::error::Error;
use std::fmt;

use super::MAX_LENGTH;

/// Why a text cannot be the name of a daemon.
///
/// `name` is the text (its beginning, if it is long), `suggestion` a similar name that would do; `problem` is the
/// rule that an `instance` breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[expect(missing_docs, reason = "the fields are explained once, above")]
pub enum NameError {
    /// There is no text.
    Empty,
    /// It has more than 64 bytes.
    TooLong {
        name: String,
        length: usize,
        suggestion: Option<String>,
    },
    /// It has a character other than ASCII letters, digits, `.`, `_` and `-`.
    Character {
        name: String,
        character: char,
        suggestion: Option<String>,
    },
    /// It begins with `.` (a hidden file, or the directory above) or `-` (looks like an option).
    Start {
        name: String,
        character: char,
        suggestion: Option<String>,
    },
    /// It ends with `.`, which Windows drops from file names.
    End {
        name: String,
        suggestion: Option<String>,
    },
    /// It is the name of a device on Windows, with any extension.
    Reserved {
        name: String,
        suggestion: Option<String>,
    },
    /// What stands behind the `@` breaks one of these rules.
    Instance {
        instance: String,
        problem: Box<NameError>,
    },
}

impl fmt::Display for NameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(
                f,
                "a daemon's name is empty, expected 1 to {MAX_LENGTH} ASCII letters, digits, `.`, `_` and `-`"
            ),
            Self::TooLong {
                name,
                length,
                suggestion,
            } => write!(
                f,
                "daemon name {name:?} has {length} bytes, at most {MAX_LENGTH} are allowed{}",
                hint(suggestion.as_deref())
            ),
            Self::Character {
                name,
                character,
                suggestion,
            } => write!(
                f,
                "daemon name {name:?} contains {character:?}, \
                 allowed are ASCII letters, digits, `.`, `_` and `-`{}",
                hint(suggestion.as_deref())
            ),
            Self::Start {
                name,
                character,
                suggestion,
            } => write!(
                f,
                "daemon name {name:?} begins with {character:?}, expected a letter, digit or `_`{}",
                hint(suggestion.as_deref())
            ),
            Self::End { name, suggestion } => write!(
                f,
                "daemon name {name:?} ends with '.', which not every platform keeps{}",
                hint(suggestion.as_deref())
            ),
            Self::Reserved { name, suggestion } => write!(
                f,
                "daemon name {name:?} is reserved on Windows{}",
                hint(suggestion.as_deref())
            ),
            Self::Instance { instance, problem } => write!(
                f,
                "{instance:?} cannot be an instance, which is named as a daemon is: {problem}"
            ),
        }
    }
}

impl Error for NameError {}

fn hint(suggestion: Option<&str>) -> String {
    suggestion
        .map(|name| format!("; try `{name}`"))
        .unwrap_or_default()
}
