//! Why a daemon could not be started.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::ipc::ConnectionError;

/// How many lines of the log an error shows.
const TAIL_LINES: usize = 20;
/// How much of the log is read for them, in bytes.
const TAIL_BYTES: u64 = 16 * 1024;

/// Why there is no daemon to talk to, although it was to be started.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LaunchError {
    /// It runs, or its files are there, but it cannot be talked to.
    #[error(transparent)]
    Connection(#[from] ConnectionError),
    /// There is no program to start.
    #[error(
        "no program `{name}` to start: it is neither beside this program nor in `PATH`; `{variable}` can name it"
    )]
    ProgramNotFound {
        /// The daemon's name.
        name: String,
        /// The environment variable that can name the program.
        variable: String,
    },
    /// The operating system cannot start the program.
    #[error("cannot start `{program}`")]
    Spawn {
        /// The program.
        program: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// The daemon gave up, and said why.
    #[error("`{program}` did not start: {message}")]
    Failed {
        /// The program.
        program: PathBuf,
        /// Its exit code.
        code: u8,
        /// What it said.
        message: String,
    },
    /// The program ended without a word.
    #[error("`{program}` ended before it was ready{}{}", Status(.status), Tail(.log, .log_tail))]
    Died {
        /// The program.
        program: PathBuf,
        /// How it ended, if it can be told.
        status: Option<std::process::ExitStatus>,
        /// Its log file.
        log: PathBuf,
        /// The end of the log file.
        log_tail: String,
    },
    /// The daemon was not ready in time; it may still be starting.
    #[error("`{program}` was not ready within {timeout:?}; it may still be starting")]
    Timeout {
        /// The program.
        program: PathBuf,
        /// How long was waited.
        timeout: Duration,
    },
}

struct Status<'a>(&'a Option<std::process::ExitStatus>);

impl std::fmt::Display for Status<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.as_ref().map_or(Ok(()), |status| write!(f, " ({status})"))
    }
}

struct Tail<'a>(&'a Path, &'a str);

impl std::fmt::Display for Tail<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self(log, tail) = self;
        if tail.is_empty() {
            return write!(f, "; its log `{}` is empty", log.display());
        }
        write!(f, "; the end of its log `{}`:\n{tail}", log.display())
    }
}

/// The last lines of a log; empty if it cannot be read.
pub(super) fn tail_of(log: &Path) -> String {
    read_end(log).map_or_else(
        |_| String::new(),
        |bytes| {
            let text = String::from_utf8_lossy(&bytes);
            let lines: Vec<&str> = text.trim_end().lines().collect();
            lines[lines.len().saturating_sub(TAIL_LINES)..].join("\n")
        },
    )
}

fn read_end(log: &Path) -> io::Result<Vec<u8>> {
    use std::io::{Read, Seek, SeekFrom};
    let mut file = std::fs::File::open(log)?;
    let length = file.metadata()?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(TAIL_BYTES)))?;
    let mut bytes = Vec::new();
    file.take(TAIL_BYTES).read_to_end(&mut bytes)?;
    Ok(bytes)
}
