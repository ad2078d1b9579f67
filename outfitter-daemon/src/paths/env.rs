//! A snapshot of what paths are computed from: variables, user, home and temporary directory.

use std::ffi::{OsStr, OsString};
use std::fmt::{self, Debug, Formatter};
use std::path::{Path, PathBuf};

use super::platform::Platform;
use crate::process;
use crate::small::SmallMap;

/// The surroundings of a process, read once and then only passed down.
///
/// # Examples
///
/// ```
/// use outfitter_daemon::paths::Env;
///
/// let env = Env::new(1000).with("XDG_RUNTIME_DIR", "/run/user/1000").with_home("/home/ada");
/// assert_eq!(env.get("XDG_RUNTIME_DIR").and_then(|dir| dir.to_str()), Some("/run/user/1000"));
/// ```
#[derive(Clone, Default)]
pub struct Env {
    variables: SmallMap<OsString, OsString>,
    uid: u32,
    home: Option<PathBuf>,
    temp_dir: Option<PathBuf>,
}

impl Env {
    /// Reads this process's environment.
    pub fn from_process() -> Self {
        let mut variables = SmallMap::default();
        for (variable, value) in std::env::vars_os() {
            variables.insert(variable_key(variable), value);
        }
        Self {
            variables,
            // Files that we make belong to the effective user, so that user's directories are the right ones.
            uid: process::effective_uid(),
            home: std::env::home_dir().filter(|home| home.is_absolute()),
            temp_dir: Some(std::env::temp_dir()),
        }
    }

    /// An environment with nothing in it but a user, for tests and for tools that compute another's paths.
    pub fn new(uid: u32) -> Self {
        Self {
            uid,
            ..Self::default()
        }
    }

    /// Sets a variable.
    #[must_use]
    pub fn with(mut self, variable: impl Into<OsString>, value: impl Into<OsString>) -> Self {
        self.variables.insert(variable_key(variable.into()), value.into());
        self
    }

    /// The same user with these variables and no others.
    #[cfg(feature = "client")]
    pub(crate) fn with_only(mut self, variables: SmallMap<OsString, OsString>) -> Self {
        self.variables = variables;
        self
    }

    /// Sets the home directory.
    #[must_use]
    pub fn with_home(mut self, home: impl Into<PathBuf>) -> Self {
        self.home = Some(home.into());
        self
    }

    /// Sets what the operating system gives as the directory for temporary files.
    #[must_use]
    pub fn with_temp_dir(mut self, dir: impl Into<PathBuf>) -> Self {
        self.temp_dir = Some(dir.into());
        self
    }

    /// A variable's value; one that is set to nothing counts as not set.
    pub fn get(&self, variable: impl AsRef<OsStr>) -> Option<&OsStr> {
        let value = self
            .variables
            .get(variable_key(variable.as_ref().to_owned()).as_os_str())?;
        (!value.is_empty()).then_some(value)
    }

    /// The effective user; 0 where users have no numbers.
    pub fn uid(&self) -> u32 {
        self.uid
    }

    /// The home directory, if there is one and its path is absolute.
    pub fn home(&self) -> Option<&Path> {
        self.home.as_deref()
    }

    /// The directory for temporary files, as the operating system has it.
    pub fn temp_dir(&self) -> Option<&Path> {
        self.temp_dir.as_deref()
    }
}

/// A variable's name as it is compared: on Windows `Path` and `PATH` are one.
pub(crate) fn variable_key(variable: OsString) -> OsString {
    if Platform::current().is_unix() {
        variable
    } else {
        variable.to_ascii_uppercase()
    }
}

/// Without the values of the variables, which may be secrets.
impl Debug for Env {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self {
            variables,
            uid,
            home,
            temp_dir,
        } = self;
        f.debug_struct("Env")
            .field("variables", &variables.len())
            .field("uid", uid)
            .field("home", home)
            .field("temp_dir", temp_dir)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_variable_is_not_set() {
        assert_eq!(Env::new(1).with("X", "").get("X"), None);
        assert_eq!(Env::new(1).with("X", "y").get("X"), Some(OsStr::new("y")));
    }

    #[test]
    fn values_do_not_reach_a_log() {
        assert!(!format!("{:?}", Env::new(1).with("TOKEN", "hunter2")).contains("hunter2"));
    }
}
