//! What Linux has for finding this very program.

use std::io;
use std::path::PathBuf;

/// This very program, also if another file has its name by now.
#[expect(clippy::unnecessary_wraps, reason = "elsewhere it has to be found")]
pub(super) fn own_program() -> io::Result<PathBuf> {
    Ok("/proc/self/exe".into())
}
