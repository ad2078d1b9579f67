//! The original's lock file: made with exclusive create, `{"pid":…,"timestamp":<ms>}`, removed by its maker.
//!
//! Only one process of ours at a time touches it, the one that has the turn; the original may at any moment.

#[cfg(test)]
mod tests;

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use serde::Deserialize;

/// Far more than the original writes, in bytes.
const LONGEST: u64 = 4096;

/// Who made the file, and when.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
pub(crate) struct Record {
    pub(crate) pid: i64,
    /// Milliseconds since 1970.
    pub(crate) timestamp: f64,
}

/// What is at the path.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Found {
    Nothing,
    Record(Record),
    /// Something that is no record, last changed so long ago.
    Unreadable {
        age: Duration,
    },
}

/// The lock file at a path.
#[derive(Clone, Debug)]
pub(crate) struct LockFile {
    path: PathBuf,
}

impl LockFile {
    pub(crate) fn at(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
        }
    }

    /// Makes the file, complete from the moment that it is there; `false` if there is one.
    pub(crate) fn create(&self) -> io::Result<bool> {
        let record = Record {
            pid: std::process::id().into(),
            timestamp: now_ms(),
        };
        let new = self.beside("new");
        // Left by one that was killed.
        remove(&new)?;
        write_new(&new, record)?;
        let linked = fs::hard_link(&new, &self.path);
        remove(&new)?;
        match linked {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                // A file system without links: then as the original does it, empty for a moment.
                was_made(write_new(&self.path, record))
            }
            other => was_made(other),
        }
    }

    /// What is there.
    pub(crate) fn look(&self) -> io::Result<Found> {
        read(&self.path)
    }

    /// Removes what was `found` at the path, unless it has become something else meanwhile.
    pub(crate) fn remove_stale(&self, found: &Found) -> io::Result<()> {
        let aside = self.beside("stale");
        match fs::rename(&self.path, &aside) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            other => other?,
        }
        if !is_same(&read(&aside)?, found) {
            // The original was faster, and this is its new one; if there is yet another, that is its business.
            was_made(fs::hard_link(&aside, &self.path))?;
        }
        remove(&aside)
    }

    /// Removes the file if it is ours.
    pub(crate) fn release(&self) {
        let ours = i64::from(std::process::id());
        if matches!(self.look(), Ok(Found::Record(Record { pid, .. })) if pid == ours) {
            // There is nothing left to do about it.
            let _ = fs::remove_file(&self.path);
        }
    }

    fn beside(&self, extension: &str) -> PathBuf {
        let mut path = self.path.clone().into_os_string();
        path.push(".");
        path.push(extension);
        path.into()
    }
}

/// A directory in its place, or anything else that is no file, is an error that names it.
fn read(path: &Path) -> io::Result<Found> {
    let metadata = match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Found::Nothing),
        other => other?,
    };
    if !metadata.is_file() {
        return Err(io::Error::other(format!("`{}` is not a file", path.display())));
    }
    let mut content = Vec::new();
    match File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Found::Nothing),
        other => other?.take(LONGEST).read_to_end(&mut content)?,
    };
    if let Ok(record) = serde_json::from_slice(&content) {
        return Ok(Found::Record(record));
    }
    let age = metadata.modified()?.elapsed().unwrap_or_default();
    Ok(Found::Unreadable { age })
}

/// An unreadable file only grows older.
fn is_same(now: &Found, before: &Found) -> bool {
    match (now, before) {
        (Found::Unreadable { age: now }, Found::Unreadable { age: before }) => now >= before,
        _ => now == before,
    }
}

fn write_new(path: &Path, record: Record) -> io::Result<()> {
    let mut file = File::options().write(true).create_new(true).open(path)?;
    file.write_all(text(record).as_bytes())
}

/// `false` if there was something of this name.
fn was_made(made: io::Result<()>) -> io::Result<bool> {
    match made {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        other => other.map(|()| true),
    }
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// As JavaScript writes it: a whole number without a point.
fn text(Record { pid, timestamp }: Record) -> String {
    format!("{{\"pid\":{pid},\"timestamp\":{timestamp:.0}}}")
}

pub(crate) fn now_ms() -> f64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    (since.unwrap_or_default().as_secs_f64() * 1000.0).floor()
}
