//! Why there are no paths.

use std::error::Error;
use std::fmt::{self, Write};
use std::path::PathBuf;

use super::base::Base;
use crate::directory::DirectoryError;
use crate::name::{DaemonName, NameError};

/// Why a daemon's paths cannot be computed or chosen.
#[derive(Debug)]
#[non_exhaustive]
pub enum PathsError {
    /// The text cannot be the name of a daemon.
    Name(NameError),
    /// The environment names no directory: no runtime, temporary, state or home directory.
    NoBase {
        /// The daemon.
        name: DaemonName,
    },
    /// An override is a relative path.
    Relative {
        /// Which override.
        what: &'static str,
        /// What it says.
        path: PathBuf,
    },
    /// No candidate can be used.
    Unusable {
        /// Each candidate and what is wrong with it, best first.
        rejected: Vec<Rejected>,
    },
}

impl fmt::Display for PathsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(error) => error.fmt(f),
            Self::NoBase { name } => write!(
                f,
                "no directory for the daemon `{name}`: no runtime, temporary or home directory is known; \
                 set `{}_DIR` or `XDG_RUNTIME_DIR`",
                name.env_prefix()
            ),
            Self::Relative { what, path } => write!(
                f,
                "the {what} `{}` is not an absolute path; give the whole path",
                path.display()
            ),
            Self::Unusable { rejected } => {
                f.write_str("no usable directory for the daemon:")?;
                rejected
                    .iter()
                    .try_for_each(|one| write!(f, "\n  {}", one.explain()))
            }
        }
    }
}

impl Error for PathsError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Name(error) => error.source(),
            _ => None,
        }
    }
}

impl From<NameError> for PathsError {
    fn from(error: NameError) -> Self {
        Self::Name(error)
    }
}

/// A directory that cannot be used.
#[derive(Debug)]
#[non_exhaustive]
pub struct Rejected {
    /// The rule that named it.
    pub base: Base,
    /// The daemon's directory.
    pub dir: PathBuf,
    /// What is wrong with it.
    pub reason: DirectoryError,
}

impl Rejected {
    /// The reason with its cause, on one line.
    pub(super) fn explain(&self) -> String {
        let Self { base, dir, reason } = self;
        let mut text = format!("`{}` (from {base}): {reason}", dir.display());
        if let Some(cause) = reason.source() {
            // Writing to a string cannot fail.
            let _ = write!(text, ": {cause}");
        }
        text
    }
}
