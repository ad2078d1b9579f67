//! Which family of path rules applies: a value, so that every platform's rules can be tested on any.

use std::env::consts;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// A set of path rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Platform {
    /// Linux, and every other Unix but macOS.
    Linux,
    /// macOS.
    Macos,
    /// Windows.
    Windows,
}

impl Platform {
    /// The platform this program was compiled for.
    pub fn current() -> Self {
        match consts::OS {
            "macos" => Self::Macos,
            "windows" => Self::Windows,
            _ => Self::Linux,
        }
    }

    /// Like `Path::join` there, wherever this runs.
    pub(super) fn join(self, dir: &Path, file: &str) -> PathBuf {
        let separators: &[&str] = if self.is_unix() { &["/"] } else { &[r"\", "/"] };
        let mut path = OsString::from(dir);
        let ends_with = |separator: &&str| path.as_encoded_bytes().ends_with(separator.as_bytes());
        if !separators.iter().any(ends_with) {
            path.push(separators[0]);
        }
        path.push(file);
        path.into()
    }

    /// Whether it has Unix sockets and `/`: all but Windows.
    pub fn is_unix(self) -> bool {
        self != Self::Windows
    }
}

/// Whether this platform uses Unix sockets (macOS, Linux and their like) rather than named pipes.
#[doc(alias = "isUnixPlatform")]
pub fn is_unix_platform() -> bool {
    Platform::current().is_unix()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_the_compiler() {
        assert_eq!(is_unix_platform(), consts::FAMILY == "unix");
        assert_eq!(Platform::current() == Platform::Macos, consts::OS == "macos");
    }
}
