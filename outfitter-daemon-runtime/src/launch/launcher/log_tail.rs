//! The end of a daemon's log, for the error that says that it died.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

/// How many lines are shown.
const LINES: usize = 20;
/// How much is read for them, in bytes.
const BYTES: u64 = 16 * 1024;

/// A log, and how long it was before the daemon was started: what is older is of no interest.
#[derive(Debug)]
pub(super) struct LogTail {
    pub(super) path: PathBuf,
    before: u64,
}

impl LogTail {
    /// The log as it is now.
    pub(super) fn of(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            before: std::fs::metadata(path).map_or(0, |metadata| metadata.len()),
        }
    }

    /// The last lines that were written since; empty if there are none or they cannot be read.
    pub(super) fn read(&self) -> String {
        self.read_end().map_or_else(
            |_| String::new(),
            |bytes| {
                let text = String::from_utf8_lossy(&bytes);
                let lines: Vec<&str> = text.trim_end().lines().collect();
                lines[lines.len().saturating_sub(LINES)..].join("\n")
            },
        )
    }

    fn read_end(&self) -> io::Result<Vec<u8>> {
        let mut file = File::open(&self.path)?;
        let length = file.metadata()?.len();
        // It is shorter than before if it was rotated: then all of it is new.
        let before = if self.before > length { 0 } else { self.before };
        file.seek(SeekFrom::Start(before.max(length.saturating_sub(BYTES))))?;
        let mut bytes = Vec::new();
        file.take(BYTES).read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::temp_dir;

    #[test]
    fn shows_the_last_lines_since_the_start() {
        let temp = temp_dir();
        let path = temp.path().join("log");
        assert_eq!(LogTail::of(&path).read(), "");
        std::fs::write(&path, "from last week\n").unwrap();
        let tail = LogTail::of(&path);
        assert_eq!(tail.read(), "");
        let new: Vec<String> = (0..50).map(|line| format!("line {line}")).collect();
        std::fs::write(&path, format!("from last week\n{}\n", new.join("\n"))).unwrap();
        assert_eq!(tail.read(), new[30..].join("\n"));
        std::fs::write(&path, "rotated\n").unwrap();
        assert_eq!(tail.read(), "rotated");
    }
}
