//! Reading a daemon's log: its end, and what is added to it, across rotation.

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::time::Duration;

#[cfg(unix)]
use self::unix as platform;
#[cfg(windows)]
use self::windows as platform;

use super::Control;
use super::error::ControlError;

/// How often a log that is followed is looked at.
const PAUSE: Duration = Duration::from_millis(200);
/// How much of one line is shown at once, in bytes.
const LONGEST: u64 = 1 << 20;

/// The log of a daemon.
#[derive(Clone, Debug)]
pub struct Log {
    path: PathBuf,
}

impl Control {
    /// The log that it writes in the background; there may be none yet.
    ///
    /// # Errors
    ///
    /// [`ControlError::Paths`] if nobody can say where it would be.
    pub fn log(&self) -> Result<Log, ControlError> {
        let places = self.places()?;
        let path = places.first().map(|paths| paths.log().to_owned());
        Ok(Log {
            path: path.ok_or_else(|| self.not_running())?,
        })
    }
}

impl Log {
    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The last `count` lines, also of files that were full and are kept; none if there is no log.
    ///
    /// # Errors
    ///
    /// [`ControlError::Log`] if a file cannot be read.
    pub fn tail(&self, count: usize) -> Result<Vec<String>, ControlError> {
        self.open_at_end(count).map(|(lines, _)| lines)
    }

    /// The last `count` lines, and then whatever is added.
    ///
    /// # Errors
    ///
    /// Those of [`tail`](Self::tail).
    pub fn follow(&self, count: usize) -> Result<Follow, ControlError> {
        let (lines, file) = self.open_at_end(count)?;
        Ok(Follow {
            path: self.path.clone(),
            file,
            lines: lines.into(),
            part: Vec::new(),
        })
    }

    /// How long the log is now, in bytes.
    #[cfg(feature = "cli")]
    pub(crate) fn length(&self) -> u64 {
        std::fs::metadata(&self.path).map_or(0, |log| log.len())
    }

    /// At most the last `count` lines of what was added since the log was so long; none if that cannot be read.
    #[cfg(feature = "cli")]
    pub(crate) fn added_since(&self, length: u64, count: usize) -> Vec<String> {
        let mut added = Vec::new();
        let read = File::open(&self.path).and_then(|mut file| {
            // A shorter file is a new one.
            let begin = if file.metadata()?.len() < length {
                0
            } else {
                length
            };
            file.seek(SeekFrom::Start(begin))?;
            file.take(LONGEST).read_to_end(&mut added)
        });
        let text = String::from_utf8_lossy(if read.is_ok() { &added } else { &[] });
        let lines: Vec<&str> = text.lines().collect();
        let last = &lines[lines.len().saturating_sub(count)..];
        last.iter().map(ToString::to_string).collect()
    }

    fn open_at_end(&self, count: usize) -> Result<(Vec<String>, Option<BufReader<File>>), ControlError> {
        let (mut lines, file) = end_of(&self.path, count).map_err(failed(&self.path))?;
        for number in 1.. {
            let aside = aside(&self.path, number);
            if lines.len() >= count || !aside.exists() {
                break;
            }
            let (mut earlier, _) = end_of(&aside, count - lines.len()).map_err(failed(&aside))?;
            earlier.append(&mut lines);
            lines = earlier;
        }
        Ok((lines, file))
    }
}

/// The lines of a log that is followed.
#[derive(Debug)]
pub struct Follow {
    path: PathBuf,
    file: Option<BufReader<File>>,
    /// Read, but not given out.
    lines: VecDeque<String>,
    /// A line whose end has not been written.
    part: Vec<u8>,
}

impl Follow {
    /// The next line; waits for it.
    ///
    /// # Errors
    ///
    /// [`ControlError::Log`] if the file cannot be read.
    ///
    /// # Cancel safety
    ///
    /// Cancel safe: a line that is not given out stays for the next call.
    pub async fn next(&mut self) -> Result<String, ControlError> {
        loop {
            if let Some(line) = self.lines.pop_front() {
                return Ok(line);
            }
            if !self.read_on().map_err(failed(&self.path))? {
                tokio::time::sleep(PAUSE).await;
            }
        }
    }

    /// Reads what there is, up to one line; says whether there may be more.
    fn read_on(&mut self) -> io::Result<bool> {
        let Some(file) = &mut self.file else {
            self.file = open(&self.path)?;
            return Ok(self.file.is_some());
        };
        let read = file.take(LONGEST).read_until(b'\n', &mut self.part)?;
        if self.part.ends_with(b"\n") || self.part.len() as u64 >= LONGEST {
            self.finish_line();
            return Ok(true);
        }
        if read > 0 {
            return Ok(true);
        }
        // The end: of the file that is there, or of one that has been put aside or cut short?
        let position = file.stream_position()?;
        if platform::is_still_at(file.get_ref(), &self.path, position) {
            return Ok(false);
        }
        // Whoever wrote it may have written more before it was put aside.
        if file.fill_buf()?.is_empty() {
            if !self.part.is_empty() {
                self.finish_line();
            }
            self.file = open(&self.path)?;
        }
        Ok(self.file.is_some())
    }

    fn finish_line(&mut self) {
        self.lines.push_back(text(&std::mem::take(&mut self.part)));
    }
}

/// A file is kept as `daemon.log.1` after it was full, and so on.
fn aside(path: &Path, number: u32) -> PathBuf {
    let mut aside = path.to_owned().into_os_string();
    aside.push(format!(".{number}"));
    aside.into()
}

fn open(path: &Path) -> io::Result<Option<BufReader<File>>> {
    match File::open(path) {
        Ok(file) => Ok(Some(BufReader::new(file))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// The last lines of a file, and the file at its end; a line that is not finished is left for later.
fn end_of(path: &Path, count: usize) -> io::Result<(Vec<String>, Option<BufReader<File>>)> {
    let Some(mut file) = open(path)? else {
        return Ok((Vec::new(), None));
    };
    let begin = begin_of_last(file.get_mut(), count)?;
    file.seek(SeekFrom::Start(begin))?;
    let mut lines = Vec::new();
    let mut position = begin;
    let mut line = Vec::new();
    while lines.len() < count {
        line.clear();
        let read = file.by_ref().take(LONGEST).read_until(b'\n', &mut line)?;
        if !line.ends_with(b"\n") && (read as u64) < LONGEST {
            break;
        }
        position += read as u64;
        lines.push(text(&line));
    }
    file.seek(SeekFrom::Start(position))?;
    Ok((lines, Some(file)))
}

/// Where the last `count` finished lines begin.
fn begin_of_last(file: &mut File, count: usize) -> io::Result<u64> {
    const CHUNK: u64 = 64 * 1024;
    if count == 0 {
        return last_end(file);
    }
    let mut end = file.metadata()?.len();
    // Those of the lines themselves, and that of the line before.
    let mut ends_to_pass = count.saturating_add(1);
    let mut chunk = Vec::new();
    while end > 0 {
        let begin = end.saturating_sub(CHUNK);
        file.seek(SeekFrom::Start(begin))?;
        chunk.clear();
        file.by_ref().take(end - begin).read_to_end(&mut chunk)?;
        for at in memchr::memrchr_iter(b'\n', &chunk) {
            ends_to_pass -= 1;
            if ends_to_pass == 0 {
                return Ok(begin + at as u64 + 1);
            }
        }
        end = begin;
    }
    Ok(0)
}

/// Where the last finished line ends.
fn last_end(file: &mut File) -> io::Result<u64> {
    let length = file.metadata()?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(LONGEST)))?;
    let mut end = Vec::new();
    file.by_ref().take(LONGEST).read_to_end(&mut end)?;
    let unfinished = end.len() - memchr::memrchr(b'\n', &end).map_or(0, |at| at + 1);
    Ok(length.saturating_sub(unfinished as u64))
}

fn text(line: &[u8]) -> String {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    String::from_utf8_lossy(line).into_owned()
}

fn failed(path: &Path) -> impl Fn(io::Error) -> ControlError + use<> {
    let path = path.to_owned();
    move |source| ControlError::Log {
        path: path.clone(),
        source,
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Write;

    use super::*;
    use crate::fixtures::temp_dir;

    fn log(path: &Path) -> Log {
        Log {
            path: path.to_owned(),
        }
    }

    fn append(path: &Path, text: &str) {
        let mut file = File::options().create(true).append(true).open(path).unwrap();
        file.write_all(text.as_bytes()).unwrap();
    }

    #[test]
    fn the_last_lines_are_found_however_many_there_are() {
        let temp = temp_dir();
        let path = temp.path().join("log");
        assert_eq!(log(&path).tail(5).unwrap(), [""; 0], "there is no log");
        let all: Vec<String> = (0..20_000).map(|number| format!("line {number}")).collect();
        append(&path, &(all.join("\n") + "\nunfinish"));
        for count in [0, 1, 2, 7000, 19_999, 20_000, 20_001, usize::MAX] {
            let expected = &all[all.len().saturating_sub(count)..];
            let found = log(&path).tail(count).unwrap();
            assert!(found == expected, "{count}: {} lines", found.len());
        }
    }

    #[test]
    fn earlier_files_are_part_of_it() {
        let temp = temp_dir();
        let path = temp.path().join("log");
        append(&path, "e\n");
        append(&aside(&path, 1), "c\nd\n");
        append(&aside(&path, 2), "a\nb\n");
        assert_eq!(log(&path).tail(2).unwrap(), ["d", "e"]);
        assert_eq!(log(&path).tail(4).unwrap(), ["b", "c", "d", "e"]);
        assert_eq!(log(&path).tail(9).unwrap(), ["a", "b", "c", "d", "e"]);
    }

    #[tokio::test(start_paused = true)]
    async fn follows_from_before_the_first_line_and_across_rotation() {
        let temp = temp_dir();
        let path = temp.path().join("log");
        let mut follow = log(&path).follow(3).unwrap();
        let mut next = async || follow.next().await.unwrap();
        append(&path, "a\nb");
        assert_eq!(next().await, "a");
        append(&path, "b\n");
        assert_eq!(next().await, "bb");
        append(&path, "last\n");
        fs::rename(&path, aside(&path, 1)).unwrap();
        append(&path, "first\n");
        assert_eq!(next().await, "last");
        assert_eq!(next().await, "first");
        fs::write(&path, "cut\n").unwrap();
        assert_eq!(next().await, "cut");
    }

    #[tokio::test(start_paused = true)]
    async fn follows_from_the_end_of_what_is_there() {
        let temp = temp_dir();
        let path = temp.path().join("log");
        append(&path, "a\nb\nunfin");
        let mut follow = log(&path).follow(1).unwrap();
        assert_eq!(follow.next().await.unwrap(), "b");
        append(&path, "ished\n");
        assert_eq!(follow.next().await.unwrap(), "unfinished");
    }
}
