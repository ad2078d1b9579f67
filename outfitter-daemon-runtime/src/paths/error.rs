//! Why there are no paths.

use std::fmt::Write;
use std::path::PathBuf;

use super::base::Base;
use crate::directory::DirectoryError;
use crate::name::{DaemonName, NameError};

/// Why a daemon's paths cannot be computed or chosen.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PathsError {
    /// The text cannot be the name of a daemon.
    #[error(transparent)]
    Name(#[from] NameError),
    /// The environment names no directory: no runtime, temporary, state or home directory.
    #[error(
        "no directory for the daemon `{name}`: no runtime, temporary or home directory is known; \
         set `{}_DIR` or `XDG_RUNTIME_DIR`",
        name.env_prefix()
    )]
    NoBase {
        /// The daemon.
        name: DaemonName,
    },
    /// An override is a relative path.
    #[error("the {what} `{}` is not an absolute path; give the whole path", path.display())]
    Relative {
        /// Which override.
        what: &'static str,
        /// What it says.
        path: PathBuf,
    },
    /// No candidate can be used.
    #[error("no usable directory for the daemon:{}", list(rejected))]
    Unusable {
        /// Each candidate and what is wrong with it, best first.
        rejected: Vec<Rejected>,
    },
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
        if let Some(cause) = std::error::Error::source(reason) {
            // Writing to a string cannot fail.
            let _ = write!(text, ": {cause}");
        }
        text
    }
}

fn list(rejected: &[Rejected]) -> String {
    let mut text = String::new();
    for one in rejected {
        text.push_str("\n  ");
        text.push_str(&one.explain());
    }
    text
}
