//! Whether a log is still where it was, on Unix.

use std::fs::File;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

/// Whether `file` is what is at `path`, and not shorter than what was read; where nobody can tell, it is.
pub(super) fn is_still_at(file: &File, path: &Path, position: u64) -> bool {
    let (Ok(ours), Ok(there)) = (file.metadata(), std::fs::metadata(path)) else {
        // Removed, and no new one yet: perhaps more is written to the old one.
        return true;
    };
    (ours.dev(), ours.ino()) == (there.dev(), there.ino()) && ours.len() >= position
}
