//! A new file on Windows, where it is for whom its directory is: the user's own.

use std::fs::File;
use std::io;
use std::path::Path;

/// Makes the file; nothing may be in its place.
pub(super) fn create_private(path: &Path) -> io::Result<File> {
    File::options().write(true).create_new(true).open(path)
}
