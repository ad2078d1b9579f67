//! What the unit tests share.

use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::Path;

use crate::process;

/// A directory that is ours alone, whatever the umask, and removed at the end.
pub(crate) fn temp_dir() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::set_permissions(dir.path(), Permissions::from_mode(0o700)).unwrap();
    dir
}

/// The user that [`give_away`] gives to.
pub(crate) const STRANGER: u32 = 65533;

/// Gives `path` to another user; `false` if we are not root, who alone can, and the test has to be left out.
pub(crate) fn give_away(path: &Path) -> bool {
    process::effective_uid() == 0 && chown(path, Some(STRANGER), None).is_ok()
}
