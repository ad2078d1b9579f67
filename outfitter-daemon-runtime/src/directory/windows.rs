//! Directories on Windows, where a new one inherits who may use it from the one above: the user's own.

use std::fs;
use std::path::Path;

use super::error::DirectoryError;

/// Makes `dir` and what is above it if they are missing.
pub(super) fn make_own(dir: &Path) -> Result<(), DirectoryError> {
    fs::create_dir_all(dir).map_err(|source| {
        let dir = dir.to_owned();
        match fs::metadata(&dir) {
            Ok(found) if !found.is_dir() => DirectoryError::NotADirectory { dir },
            _ => DirectoryError::Make { dir, source },
        }
    })
}

/// As [`make_own`]; there is no mode that could be wrong.
pub(super) fn prepare_own(dir: &Path) -> Result<(), DirectoryError> {
    make_own(dir)
}

/// As [`make_own`]: whoever names a directory answers for who may use it.
pub(super) fn prepare_named(dir: &Path) -> Result<(), DirectoryError> {
    make_own(dir)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::temp_dir;

    #[test]
    fn what_is_missing_is_made_and_what_is_there_is_kept() {
        let temp = temp_dir();
        let dir = temp.path().join("a").join("b");
        prepare_named(&dir).unwrap();
        fs::write(dir.join("file"), "kept").unwrap();
        prepare_own(&dir).unwrap();
        assert_eq!(fs::read_to_string(dir.join("file")).unwrap(), "kept");
    }

    #[test]
    fn a_file_is_no_directory() {
        let temp = temp_dir();
        let file = temp.path().join("file");
        fs::write(&file, "").unwrap();
        assert!(matches!(
            make_own(&file),
            Err(DirectoryError::NotADirectory { .. })
        ));
    }
}
