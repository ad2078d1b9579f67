//! The original's lock file: made with exclusive create, `{"pid":…,"timestamp":<ms>}`, removed by its maker.
//!
//! Only one process of ours at a time touches it, the one that has the turn; the original may at any moment.

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

#[cfg(test)]
mod tests {
    use super::*;

    fn place() -> (tempfile::TempDir, LockFile) {
        let folder = tempfile::tempdir().unwrap();
        let lock = LockFile::at(&folder.path().join("server-init.lock"));
        (folder, lock)
    }

    #[test]
    fn it_is_written_as_the_original_writes_it() {
        let (folder, lock) = place();
        assert!(lock.create().unwrap());
        let text = fs::read_to_string(&lock.path).unwrap();
        let Found::Record(Record { pid, timestamp }) = lock.look().unwrap() else {
            panic!("{text}");
        };
        assert_eq!(pid, i64::from(std::process::id()));
        assert!((0.0..10_000.0).contains(&(now_ms() - timestamp)), "{text}");
        assert_eq!(text, format!("{{\"pid\":{pid},\"timestamp\":{timestamp}}}"));
        assert!(!lock.create().unwrap(), "there is one");
        lock.release();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn anothers_is_not_released() {
        let (_folder, lock) = place();
        for content in ["{\"pid\":1,\"timestamp\":1}", "garbage", ""] {
            fs::write(&lock.path, content).unwrap();
            lock.release();
            assert_eq!(fs::read_to_string(&lock.path).unwrap(), content);
        }
    }

    #[test]
    fn only_what_was_found_is_removed() {
        let (folder, lock) = place();
        let stale = Found::Record(Record {
            pid: 1,
            timestamp: 1.0,
        });
        fs::write(&lock.path, "{\"pid\":1,\"timestamp\":1}").unwrap();
        lock.remove_stale(&stale).unwrap();
        assert_eq!(lock.look().unwrap(), Found::Nothing);
        lock.remove_stale(&stale).unwrap();

        // Meanwhile another has made its own.
        let fresh = "{\"pid\":2,\"timestamp\":2}";
        fs::write(&lock.path, fresh).unwrap();
        lock.remove_stale(&stale).unwrap();
        assert_eq!(fs::read_to_string(&lock.path).unwrap(), fresh);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_is_no_record_is_unreadable_and_what_is_no_file_an_error() {
        let (_folder, lock) = place();
        for content in ["", "{", "[]", "null", "{\"pid\":\"x\",\"timestamp\":1}", "\0\0"] {
            fs::write(&lock.path, content).unwrap();
            assert!(
                matches!(lock.look().unwrap(), Found::Unreadable { .. }),
                "{content:?}"
            );
        }
        fs::write(&lock.path, " {\"timestamp\": 5.5, \"pid\": 7, \"more\": null} ").unwrap();
        assert_eq!(
            lock.look().unwrap(),
            Found::Record(Record {
                pid: 7,
                timestamp: 5.5
            })
        );
        fs::remove_file(&lock.path).unwrap();
        fs::create_dir(&lock.path).unwrap();
        assert!(lock.look().unwrap_err().to_string().contains("is not a file"));
    }
}
