//! Why there is no socket.

use std::error::Error;
use std::path::PathBuf;
use std::{fmt, io};

/// Why no socket could be bound.
#[derive(Debug)]
#[non_exhaustive]
pub enum BindError {
    /// The operating system takes no path of this length.
    PathTooLong {
        /// The path.
        path: PathBuf,
        /// Its length in bytes.
        length: usize,
        /// The longest possible, in bytes.
        limit: usize,
    },
    /// A process listens there; its socket is left alone.
    InUse {
        /// The path.
        path: PathBuf,
        /// The process that listens, if the kernel tells.
        pid: Option<u32>,
    },
    /// Something that is not a socket of ours is there; it is left alone.
    Occupied {
        /// The path.
        path: PathBuf,
        /// What is there instead.
        what: &'static str,
    },
    /// Another user's process serves the pipe; only on Windows, where a name is one for all users of the machine.
    Foreign {
        /// The pipe.
        path: PathBuf,
        /// The user: a security identifier, if that can be seen.
        owner: String,
    },
    /// The operating system refused.
    Io {
        /// What was being done.
        action: &'static str,
        /// The path.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
}

impl fmt::Display for BindError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PathTooLong { path, length, limit } => write!(
                f,
                "the socket path `{}` has {length} bytes and at most {limit} are possible; \
                 choose a shorter directory (such as with `XDG_RUNTIME_DIR`) or a shorter name",
                path.display()
            ),
            Self::InUse { path, pid } => write!(
                f,
                "another process{} already listens on `{}`; stop it first",
                Of(pid),
                path.display()
            ),
            Self::Occupied { path, what } => write!(
                f,
                "`{}` is {what}, not a socket of this user; move it away or choose another path",
                path.display()
            ),
            Self::Foreign { path, owner } => write!(
                f,
                "`{}` is another user's pipe ({owner}), and pipes have one name for all users of a machine; give this \
                 daemon a name of its own: another instance, or a directory or a pipe by its variables `…_DIR` or \
                 `…_SOCKET`",
                path.display()
            ),
            Self::Io { action, path, .. } => write!(f, "cannot {action} the socket `{}`", path.display()),
        }
    }
}

impl Error for BindError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}

struct Of<'a>(&'a Option<u32>);

impl fmt::Display for Of<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.map_or(Ok(()), |pid| write!(f, " (PID {pid})"))
    }
}
