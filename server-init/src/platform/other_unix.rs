//! What every Unix tells of processes: not which program they run.

use std::io;
use std::path::PathBuf;

/// Whether the process runs a program that can be the original; none if it cannot be told.
pub(crate) fn runs_javascript(_pid: i64) -> Option<bool> {
    None
}

/// This very program.
pub(super) fn own_program() -> io::Result<PathBuf> {
    std::env::current_exe()
}
