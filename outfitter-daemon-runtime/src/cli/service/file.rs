//! The file of a unit: written whole, and never one that somebody else wrote.

use std::fs;
use std::io;
use std::path::Path;

/// In the first lines of every unit that we write.
pub(super) const MARK: &str = "Written by `install`; `uninstall` removes it.";

/// Writes the unit; says whether anything has changed.
pub(super) fn write(path: &Path, unit: &str) -> Result<bool, String> {
    match fs::read_to_string(path) {
        Ok(there) if there == unit => return Ok(false),
        Ok(there) if !there.contains(MARK) => return Err(foreign(path)),
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(failed("read", path, &error)),
    }
    let folder = path.parent().unwrap_or(Path::new("/"));
    fs::create_dir_all(folder).map_err(|error| failed("make the directory of", path, &error))?;
    // Nobody sees half of it.
    let temporary = path.with_extension("new");
    fs::write(&temporary, unit)
        .and_then(|()| fs::rename(&temporary, path))
        .map_err(|error| failed("write", path, &error))?;
    Ok(true)
}

/// Whether there is a unit of ours.
pub(super) fn is_ours(path: &Path) -> Result<bool, String> {
    match fs::read_to_string(path) {
        Ok(there) if there.contains(MARK) => Ok(true),
        Ok(_) => Err(foreign(path)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(failed("read", path, &error)),
    }
}

pub(super) fn remove(path: &Path) -> Result<(), String> {
    fs::remove_file(path).map_err(|error| failed("remove", path, &error))
}

fn foreign(path: &Path) -> String {
    format!(
        "`{}` was not written by `install` and is left alone; move it away first",
        path.display()
    )
}

fn failed(action: &str, path: &Path, error: &io::Error) -> String {
    format!("cannot {action} `{}`: {error}", path.display())
}
