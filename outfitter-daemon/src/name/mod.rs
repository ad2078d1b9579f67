//! A daemon's name, checked once, so that every path and variable built from it stays in its place.

mod error;
#[cfg(test)]
mod tests;

pub use self::error::NameError;

use std::fmt::{self, Display, Formatter};
use std::str::FromStr;

/// The longest name, in bytes: a socket path has room for about 100 in all.
const MAX_LENGTH: usize = 64;

/// How much of a bad name an error repeats.
const MAX_QUOTED: usize = 80;

/// The name of a daemon: the folder of its files, the stem of its pipe, the prefix of its variables.
///
/// 1 to 64 ASCII letters, digits, `.`, `_` and `-`; not beginning with `.` or `-`, not ending with `.`, and
/// not a device name of Windows. Such a name cannot leave its directory and means the same on every platform.
///
/// # Examples
///
/// ```
/// use outfitter_daemon::DaemonName;
///
/// let name = DaemonName::new("my-service")?;
/// assert_eq!(name.env_prefix(), "MY_SERVICE");
/// assert!(DaemonName::new("../other").is_err());
/// # Ok::<(), outfitter_daemon::NameError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DaemonName(Box<str>);

impl DaemonName {
    /// Checks `name`.
    ///
    /// # Errors
    ///
    /// Every variant of [`NameError`]: each is one rule that the name breaks.
    pub fn new(name: impl AsRef<str>) -> Result<Self, NameError> {
        let name = name.as_ref();
        check(name).map(|()| Self(name.into()))
    }

    /// The name as it was given.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What the daemon's environment variables begin with: `my-service` gives `MY_SERVICE`.
    ///
    /// A name that begins with a digit gets a `_` in front, since a shell cannot set a variable that does.
    pub fn env_prefix(&self) -> String {
        let first_is_digit = self.0.starts_with(|first: char| first.is_ascii_digit());
        let letters = self.0.chars().map(|c| {
            if c.is_ascii_alphanumeric() {
                c.to_ascii_uppercase()
            } else {
                '_'
            }
        });
        first_is_digit.then_some('_').into_iter().chain(letters).collect()
    }
}

impl Display for DaemonName {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl AsRef<str> for DaemonName {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl FromStr for DaemonName {
    type Err = NameError;

    fn from_str(name: &str) -> Result<Self, NameError> {
        Self::new(name)
    }
}

fn check(name: &str) -> Result<(), NameError> {
    let quoted = || name.chars().take(MAX_QUOTED).collect::<String>();
    let suggestion = || suggest(name);
    let Some(first) = name.chars().next() else {
        return Err(NameError::Empty);
    };
    if let Some(character) = name.chars().find(|c| !is_allowed(*c)) {
        return Err(NameError::Character {
            name: quoted(),
            character,
            suggestion: suggestion(),
        });
    }
    if matches!(first, '.' | '-') {
        return Err(NameError::Start {
            name: quoted(),
            character: first,
            suggestion: suggestion(),
        });
    }
    if name.ends_with('.') {
        return Err(NameError::End {
            name: quoted(),
            suggestion: suggestion(),
        });
    }
    if name.len() > MAX_LENGTH {
        return Err(NameError::TooLong {
            name: quoted(),
            length: name.len(),
            suggestion: suggestion(),
        });
    }
    if is_reserved(name) {
        return Err(NameError::Reserved {
            name: quoted(),
            suggestion: suggestion(),
        });
    }
    Ok(())
}

fn is_allowed(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-')
}

/// Windows takes `con` and also `con.anything` for the device.
fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).to_ascii_lowercase();
    match stem.as_str() {
        "con" | "prn" | "aux" | "nul" => true,
        _ => stem
            .strip_prefix("com")
            .or_else(|| stem.strip_prefix("lpt"))
            .is_some_and(|number| number.len() == 1 && number.bytes().all(|c| c.is_ascii_digit())),
    }
}

/// The nearest name that would do: small letters, one `-` for every run of what is not allowed.
fn suggest(name: &str) -> Option<String> {
    let mut similar = String::new();
    for c in name.chars() {
        let c = if is_allowed(c) {
            c.to_ascii_lowercase()
        } else {
            '-'
        };
        if !(c == '-' && similar.ends_with('-')) {
            similar.push(c);
        }
        if similar.len() == MAX_LENGTH {
            break;
        }
    }
    let similar = similar.trim_matches(['.', '-']);
    let similar = if is_reserved(similar) {
        format!("{}-daemon", similar.replace('.', "-"))
    } else {
        similar.into()
    };
    check(&similar).is_ok().then_some(similar)
}
