//! Why there is no socket.

use std::io;
use std::path::PathBuf;

/// Why no socket could be bound.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BindError {
    /// The operating system takes no path of this length.
    #[error(
        "the socket path `{path}` has {length} bytes and at most {limit} are possible; \
         choose a shorter directory (such as with `XDG_RUNTIME_DIR`) or a shorter name"
    )]
    PathTooLong {
        /// The path.
        path: PathBuf,
        /// Its length in bytes.
        length: usize,
        /// The longest possible, in bytes.
        limit: usize,
    },
    /// A process listens there; its socket is left alone.
    #[error("another process{} already listens on `{path}`; stop it first", Of(.pid))]
    InUse {
        /// The path.
        path: PathBuf,
        /// The process that listens, if the kernel tells.
        pid: Option<u32>,
    },
    /// Something that is not a socket of ours is there; it is left alone.
    #[error("`{path}` is {what}, not a socket of this user; move it away or choose another path")]
    Occupied {
        /// The path.
        path: PathBuf,
        /// What is there instead.
        what: &'static str,
    },
    /// Another user's process serves the pipe; only on Windows, where a name is one for all users of the machine.
    #[error(
        "`{path}` is another user's pipe ({owner}), and pipes have one name for all users of a machine; give this \
         daemon a name of its own: another instance, or a directory or a pipe by its variables `…_DIR` or `…_SOCKET`"
    )]
    Foreign {
        /// The pipe.
        path: PathBuf,
        /// The user: a security identifier, if that can be seen.
        owner: String,
    },
    /// The operating system refused.
    #[error("cannot {action} the socket `{path}`")]
    Io {
        /// What was being done.
        action: &'static str,
        /// The path.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
}

struct Of<'a>(&'a Option<u32>);

impl std::fmt::Display for Of<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.map_or(Ok(()), |pid| write!(f, " (PID {pid})"))
    }
}
