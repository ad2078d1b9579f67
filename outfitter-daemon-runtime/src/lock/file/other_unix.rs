//! New files without a name, which only Linux has.

use super::unix::RecordFile;
use super::{FileError, NewFile};

/// How it went.
#[derive(Debug)]
#[expect(
    dead_code,
    reason = "the same answers as on Linux, of which only one is given"
)]
pub(super) enum Created {
    Done(RecordFile),
    NameTaken,
    Unsupported,
}

#[expect(clippy::unnecessary_wraps, reason = "the same interface as on Linux")]
pub(super) fn create(_new: NewFile<'_>) -> Result<Created, FileError> {
    Ok(Created::Unsupported)
}
