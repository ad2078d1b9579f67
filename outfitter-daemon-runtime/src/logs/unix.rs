//! Log files on Unix.

use std::fs::File;
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::Path;

/// Opens a log to append to, for its user alone; makes what is missing of its directory.
pub(super) fn open(path: &Path) -> io::Result<File> {
    if let Some(folder) = path.parent() {
        std::fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)?;
    }
    File::options().create(true).append(true).mode(0o600).open(path)
}

/// Whether `file` is what is at `path`.
pub(super) fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    let (ours, there) = (file.metadata()?, std::fs::metadata(path)?);
    Ok((ours.dev(), ours.ino()) == (there.dev(), there.ino()))
}

/// Makes `log` standard output and error: what is not an event is not lost either.
pub(super) fn take_standard_streams(log: &File) -> io::Result<()> {
    rustix::stdio::dup2_stdout(log)?;
    rustix::stdio::dup2_stderr(log)?;
    Ok(())
}

/// Whether standard error is the same file as `log`.
pub(super) fn is_standard_error(log: &File) -> io::Result<bool> {
    let (ours, standard) = (rustix::fs::fstat(log)?, rustix::fs::fstat(io::stderr())?);
    Ok((ours.st_dev, ours.st_ino) == (standard.st_dev, standard.st_ino))
}
