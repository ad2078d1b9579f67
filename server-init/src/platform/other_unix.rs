//! What every Unix has for finding this very program.

use std::io;
use std::path::PathBuf;

/// This very program.
pub(super) fn own_program() -> io::Result<PathBuf> {
    std::env::current_exe()
}
