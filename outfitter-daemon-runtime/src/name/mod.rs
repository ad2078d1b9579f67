//! A daemon's name, checked once, so that every path and variable built from it stays in its place.

mod error;
#[cfg(test)]
mod tests;

pub use self::error::NameError;

use std::fmt::{self, Display, Formatter};
use std::str::FromStr;

/// The longest name, in bytes: a socket path has room for about 100 in all.
const MAX_LENGTH: usize = 64;

/// What stands between a name and an instance: a character that neither can have.
const INSTANCE: char = '@';

/// How much of a bad name an error repeats.
const MAX_QUOTED: usize = 80;

/// The name of a daemon: the folder of its files, the stem of its pipe, the prefix of its variables.
///
/// 1 to 64 ASCII letters, digits, `.`, `_` and `-`; not beginning with `.` or `-`, not ending with `.`, and
/// not a device name of Windows. Such a name cannot leave its directory and means the same on every platform.
///
/// # Instances
///
/// A second daemon of the same program has a name of the same form behind an `@`: `my-service@work`. That is
/// also the folder of its files, so that the TypeScript package finds it as the tool of that name, and no other
/// daemon can be called so. Its variables are those of the program.
///
/// # Examples
///
/// ```
/// use outfitter_daemon::DaemonName;
///
/// let name = DaemonName::new("my-service")?;
/// assert_eq!(name.env_prefix(), "MY_SERVICE");
/// assert!(DaemonName::new("../other").is_err());
///
/// let second = name.with_instance("work")?;
/// assert_eq!(second.as_str(), "my-service@work");
/// assert_eq!((second.program(), second.instance()), ("my-service", Some("work")));
/// assert_eq!(second.env_prefix(), "MY_SERVICE");
/// # Ok::<(), outfitter_daemon::NameError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DaemonName(Box<str>);

impl DaemonName {
    /// Checks `name`, which may name an instance as well: `my-service@work`.
    ///
    /// # Errors
    ///
    /// Every variant of [`NameError`]: each is one rule that the name breaks.
    pub fn new(name: impl AsRef<str>) -> Result<Self, NameError> {
        let name = name.as_ref();
        match name.split_once(INSTANCE) {
            None => check(name)?,
            Some((program, instance)) => {
                check(program)?;
                check_instance(instance)?;
            }
        }
        Ok(Self(name.into()))
    }

    /// The name of the program's instance `instance`, instead of the one that this names, if any.
    ///
    /// # Errors
    ///
    /// [`NameError::Instance`] if `instance` could not be a name.
    pub fn with_instance(&self, instance: impl AsRef<str>) -> Result<Self, NameError> {
        let instance = instance.as_ref();
        check_instance(instance)?;
        Ok(Self(format!("{}{INSTANCE}{instance}", self.program()).into()))
    }

    /// The whole name, with the instance if there is one.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name without the instance: that of the program.
    pub fn program(&self) -> &str {
        self.parts().0
    }

    /// The instance, if it is not the program's only or first one.
    pub fn instance(&self) -> Option<&str> {
        self.parts().1
    }

    fn parts(&self) -> (&str, Option<&str>) {
        let parts = self.0.split_once(INSTANCE);
        parts.map_or((&*self.0, None), |(program, instance)| (program, Some(instance)))
    }

    /// What the daemon's environment variables begin with: `my-service` gives `MY_SERVICE`.
    ///
    /// A name that begins with a digit gets a `_` in front, since a shell cannot set a variable that does. All
    /// instances have one prefix.
    pub fn env_prefix(&self) -> String {
        let program = self.program();
        let first_is_digit = program.starts_with(|first: char| first.is_ascii_digit());
        let letters = program.chars().map(|c| {
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

fn check_instance(instance: &str) -> Result<(), NameError> {
    check(instance).map_err(|problem| NameError::Instance {
        instance: instance.chars().take(MAX_QUOTED).collect(),
        problem: problem.into(),
    })
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
