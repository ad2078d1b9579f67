//! Why a directory cannot be used.

use std::error::Error;
use std::path::PathBuf;
use std::{fmt, io};

/// Why a directory cannot be used for a daemon's files.
#[derive(Debug)]
#[non_exhaustive]
#[expect(
    missing_docs,
    reason = "`dir` is the directory, `source` what the operating system says"
)]
pub enum DirectoryError {
    /// It does not exist and cannot be made.
    Make { dir: PathBuf, source: io::Error },
    /// It cannot be opened.
    Open { dir: PathBuf, source: io::Error },
    /// Something else is in its place: a file, or a symbolic link where none is followed.
    NotADirectory { dir: PathBuf },
    /// It belongs to another user, who could replace what is in it.
    ForeignOwner {
        dir: PathBuf,
        /// Whose it is.
        owner: u32,
        /// Our effective user.
        uid: u32,
    },
    /// Everybody may replace what is in it.
    WritableByOthers {
        dir: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// What should be the daemon's own directory is one that many share, such as `/tmp`.
    Shared {
        dir: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// It is ours, but open to others, and its mode cannot be changed.
    Tighten { dir: PathBuf, source: io::Error },
}

impl fmt::Display for DirectoryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Make { dir, .. } => write!(f, "cannot make the directory `{}`", dir.display()),
            Self::Open { dir, .. } => write!(f, "cannot open the directory `{}`", dir.display()),
            Self::NotADirectory { dir } => write!(
                f,
                "`{}` is not a directory of its own but a file or a symbolic link; remove it",
                dir.display()
            ),
            Self::ForeignOwner { dir, owner, uid } => write!(
                f,
                "the directory `{}` belongs to uid {owner}, and we are uid {uid}; \
                 remove it, or choose another directory",
                dir.display()
            ),
            Self::WritableByOthers { dir, mode } => write!(
                f,
                "everybody may write to the directory `{}` (mode {mode:04o}); \
                 run `chmod o-w` on it, or choose another directory",
                dir.display()
            ),
            Self::Shared { dir, mode } => write!(
                f,
                "the directory `{}` is shared (mode {mode:04o}) and cannot become the daemon's own; \
                 choose another name or directory",
                dir.display()
            ),
            Self::Tighten { dir, .. } => write!(
                f,
                "cannot take other users' access to the directory `{}` away",
                dir.display()
            ),
        }
    }
}

impl Error for DirectoryError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Make { source, .. } | Self::Open { source, .. } | Self::Tighten { source, .. } => {
                Some(source)
            }
            _ => None,
        }
    }
}

impl DirectoryError {
    /// Whether it says nothing about the directory, only about this moment: another process, or the same a
    /// second later, may well be able to use it.
    pub(crate) fn is_of_the_moment(&self) -> bool {
        match self {
            Self::Make { source, .. } | Self::Open { source, .. } | Self::Tighten { source, .. } => {
                is_of_the_moment(source)
            }
            _ => false,
        }
    }

    /// Whether somebody could harm us there, rather than the operating system being in the way.
    #[cfg(feature = "daemon")]
    pub(crate) fn is_insecure(&self) -> bool {
        !matches!(self, Self::Make { .. } | Self::Open { .. } | Self::Tighten { .. })
    }
}

/// Whether the operating system may answer differently the next time it is asked.
///
/// What may not: there is no such directory, or none can be, or it is not for us.
pub(crate) fn is_of_the_moment(error: &io::Error) -> bool {
    use io::ErrorKind as Kind;
    !matches!(
        error.kind(),
        Kind::NotFound
            | Kind::PermissionDenied
            | Kind::ReadOnlyFilesystem
            | Kind::NotADirectory
            | Kind::InvalidFilename
            | Kind::InvalidInput
            | Kind::Unsupported
    )
}
