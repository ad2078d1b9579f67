//! A file that is put aside when it is full: `daemon.log` becomes `daemon.log.1`, that becomes `daemon.log.2`,
//! and so on; the oldest is removed.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::platform;
use super::settings::Limits;

/// A log that is appended to, and that standard output and error go to as well.
#[derive(Debug)]
pub(super) struct RotatingFile {
    path: PathBuf,
    file: File,
    limits: Limits,
    rotation: Rotation,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rotation {
    /// Another process may be the daemon.
    NotOurs,
    /// When the file has so many bytes.
    At(u64),
}

impl RotatingFile {
    pub(super) fn open(path: &Path, limits: Limits) -> io::Result<Self> {
        let log = Self::open_alone(path, limits)?;
        platform::take_standard_streams(&log.file)?;
        Ok(log)
    }

    fn open_alone(path: &Path, limits: Limits) -> io::Result<Self> {
        Ok(Self {
            path: path.to_owned(),
            file: platform::open(path)?,
            limits,
            rotation: Rotation::NotOurs,
        })
    }

    pub(super) fn rotate_when_full(&mut self) {
        self.rotation = Rotation::At(self.limits.size);
    }

    /// Puts the file aside if it is full. What goes wrong costs no line: it goes on in the same file.
    fn make_room(&mut self) {
        let Rotation::At(full) = self.rotation else { return };
        let is_full = |file: &fs::Metadata| file.is_file() && file.len() >= full;
        let Ok(length) = self
            .file
            .metadata()
            .map(|file| if is_full(&file) { file.len() } else { 0 })
        else {
            return;
        };
        if length == 0 {
            return;
        }
        self.rotation = Rotation::At(match self.rotate() {
            Ok(()) => self.limits.size,
            // Not again with every line.
            Err(_) => length.saturating_add(self.limits.size),
        });
    }

    fn rotate(&mut self) -> io::Result<()> {
        // Somebody else has moved the file away: then there is nothing to be put aside.
        let is_there = platform::is_at(&self.file, &self.path).unwrap_or(false);
        if is_there {
            self.put_aside()?;
        }
        let next = platform::open(&self.path)?;
        if is_standard_error(&self.file) {
            platform::take_standard_streams(&next)?;
        }
        self.file = next;
        // Only now, since a file that is open may keep its name although it was removed.
        if is_there && self.limits.kept == 0 {
            fs::remove_file(self.aside(1))?;
        }
        Ok(())
    }

    fn put_aside(&self) -> io::Result<()> {
        for number in (1..self.limits.kept).rev() {
            match fs::rename(self.aside(number), self.aside(number + 1)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        fs::rename(&self.path, self.aside(1))
    }

    fn aside(&self, number: u32) -> PathBuf {
        let mut path = self.path.clone().into_os_string();
        path.push(format!(".{number}"));
        path.into()
    }
}

/// Whether what is written to standard error goes to `file`.
fn is_standard_error(file: &File) -> bool {
    platform::is_standard_error(file).unwrap_or(false)
}

impl Write for RotatingFile {
    fn write(&mut self, event: &[u8]) -> io::Result<usize> {
        self.make_room();
        self.file.write(event)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::temp_dir;

    fn log(path: &Path, kept: u32) -> RotatingFile {
        let mut log = RotatingFile::open_alone(path, Limits { size: 10, kept }).unwrap();
        log.rotate_when_full();
        log
    }

    fn contents(folder: &Path) -> Vec<(String, String)> {
        let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
        let named = |path: PathBuf| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, fs::read_to_string(path).unwrap())
        };
        let mut all: Vec<_> = files.map(named).collect();
        all.sort();
        all
    }

    fn pairs(all: &[(&str, &str)]) -> Vec<(String, String)> {
        all.iter()
            .map(|(name, text)| ((*name).into(), (*text).into()))
            .collect()
    }

    #[test]
    fn keeps_so_many_and_loses_no_line_of_them() {
        let temp = temp_dir();
        let mut log = log(&temp.path().join("log"), 2);
        for number in 0..5 {
            log.write_all(format!("line {number} {number}\n").as_bytes())
                .unwrap();
        }
        let expected = [
            ("log", "line 4 4\n"),
            ("log.1", "line 2 2\nline 3 3\n"),
            ("log.2", "line 0 0\nline 1 1\n"),
        ];
        assert_eq!(contents(temp.path()), pairs(&expected));
        for number in 5..7 {
            log.write_all(format!("line {number} {number}\n").as_bytes())
                .unwrap();
        }
        assert_eq!(contents(temp.path()).len(), 3, "the oldest is removed");
    }

    #[test]
    fn nothing_is_kept_if_nothing_is_to_be() {
        let temp = temp_dir();
        let mut log = log(&temp.path().join("log"), 0);
        log.write_all(b"0123456789").unwrap();
        log.write_all(b"new").unwrap();
        assert_eq!(contents(temp.path()), pairs(&[("log", "new")]));
    }

    #[test]
    fn what_is_there_is_appended_to_and_put_aside_by_nobody_but_the_daemon() {
        let temp = temp_dir();
        let path = temp.path().join("deep/log");
        let starter = || RotatingFile::open_alone(&path, Limits { size: 10, kept: 1 }).unwrap();
        starter().write_all(b"0123456789").unwrap();
        starter().write_all(b"more").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "0123456789more");
        log(&path, 1).write_all(b"new").unwrap();
        let expected = [("log", "new"), ("log.1", "0123456789more")];
        assert_eq!(contents(path.parent().unwrap()), pairs(&expected));
    }

    #[test]
    fn a_file_that_somebody_moved_is_followed_by_a_new_one() {
        let temp = temp_dir();
        let path = temp.path().join("log");
        let mut log = log(&path, 1);
        log.write_all(b"0123456789").unwrap();
        fs::rename(&path, temp.path().join("elsewhere")).unwrap();
        log.write_all(b"new").unwrap();
        let expected = [("elsewhere", "0123456789"), ("log", "new")];
        assert_eq!(contents(temp.path()), pairs(&expected));
    }

    #[test]
    fn a_file_that_cannot_be_put_aside_is_written_on() {
        let temp = temp_dir();
        let path = temp.path().join("log");
        fs::create_dir(temp.path().join("log.1")).unwrap();
        fs::write(temp.path().join("log.1/file"), "").unwrap();
        let mut log = log(&path, 1);
        for line in [b"0123456789", b"abcdefghij"] {
            log.write_all(line).unwrap();
        }
        assert_eq!(fs::read_to_string(&path).unwrap(), "0123456789abcdefghij");
    }

    #[test]
    fn what_is_no_file_is_never_put_aside() {
        let mut log = log(Path::new("/dev/null"), 1);
        for _ in 0..9 {
            log.write_all(b"0123456789").unwrap();
        }
        assert!(!Path::new("/dev/null.1").exists());
    }
}
