//! Whether a log is still where it was, on Windows.

use std::fs::File;
use std::path::Path;

use winapi_util::file::information;

/// Whether `file` is what is at `path`, and not shorter than what was read; where nobody can tell, it is.
pub(super) fn is_still_at(file: &File, path: &Path, position: u64) -> bool {
    let there = File::open(path).and_then(information);
    let (Ok(ours), Ok(there)) = (information(file), there) else {
        // Removed, and no new one yet: perhaps more is written to the old one.
        return true;
    };
    let same = (ours.volume_serial_number(), ours.file_index())
        == (there.volume_serial_number(), there.file_index());
    same && ours.file_size() >= position
}
