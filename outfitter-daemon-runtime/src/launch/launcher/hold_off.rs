//! A daemon that fails to start again and again is not started again and again: after some failures in a row the
//! next start is refused, for a time that grows, with the reason of the last failure.
//!
//! The record is a small file beside the lock, written by whoever has the turn to start; a success removes it.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use crate::serial::{deserialize_fields, serialize_fields};

/// So many failures in a row are nothing unusual: a file that was missing, a typing error.
const TOLERATED: u32 = 5;
/// How long starts are refused after one failure more, at first and at most.
const FIRST: Duration = Duration::from_secs(1);
const LONGEST: Duration = Duration::from_mins(1);
/// A failure of so long ago says nothing about the next start.
const FORGOTTEN: Duration = Duration::from_mins(10);
/// The longest record that is read, in bytes, and the longest reason that is written.
const LIMIT: u64 = 64 * 1024;
const REASON: usize = 4 * 1024;

/// The record of one daemon.
#[derive(Debug)]
pub(super) struct HoldOff {
    path: PathBuf,
}

/// What happened before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Failures {
    /// How many in a row.
    pub(super) count: u32,
    /// When the last one was, in milliseconds since 1970.
    at_ms: u64,
    /// What it was.
    pub(super) reason: String,
}

serialize_fields!(Failures { count, at_ms, reason });
deserialize_fields!(impl<'de> Failures { count, at_ms, reason });

impl Failures {
    /// How long starts are still refused.
    fn refuse_for(&self, now_ms: u64) -> Option<Duration> {
        let over = self.count.checked_sub(TOLERATED)?;
        let hold = FIRST.saturating_mul(1 << over.min(10)).min(LONGEST);
        // A clock that was set back makes this a failure of the future, which is no reason to wait.
        let since = Duration::from_millis(now_ms.checked_sub(self.at_ms)?);
        hold.checked_sub(since).filter(|left| !left.is_zero())
    }

    fn is_forgotten(&self, now_ms: u64) -> bool {
        now_ms
            .checked_sub(self.at_ms)
            .is_none_or(|since| Duration::from_millis(since) > FORGOTTEN)
    }
}

impl HoldOff {
    pub(super) fn at(path: PathBuf) -> Self {
        Self { path }
    }

    /// Why the daemon must not be started now, and for how long.
    pub(super) fn refusal(&self) -> Option<(Failures, Duration)> {
        let failures = self.read()?;
        let left = failures.refuse_for(now_ms())?;
        Some((failures, left))
    }

    /// Notes a failure. That it cannot be noted is no further failure.
    pub(super) fn failed(&self, reason: &str) {
        let now = now_ms();
        let before = self.read().filter(|failures| !failures.is_forgotten(now));
        let failures = Failures {
            count: before.map_or(0, |before| before.count).saturating_add(1),
            at_ms: now,
            reason: reason.chars().take(REASON).collect(),
        };
        if let Err(error) = self.write(&failures) {
            tracing::debug!(%error, path = %self.path.display(), "cannot note a failed start");
        }
    }

    /// Forgets all failures: it runs.
    pub(super) fn succeeded(&self) {
        match fs::remove_file(&self.path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                tracing::debug!(%error, path = %self.path.display(), "cannot forget failed starts");
            }
            _ => {}
        }
    }

    /// A record that cannot be read is none: it must not keep the daemon from starting.
    fn read(&self) -> Option<Failures> {
        if !fs::symlink_metadata(&self.path).ok()?.is_file() {
            return None;
        }
        let mut text = Vec::new();
        File::open(&self.path)
            .ok()?
            .take(LIMIT)
            .read_to_end(&mut text)
            .ok()?;
        serde_json::from_slice(&text).ok()
    }

    /// Under another name first, so that nobody reads half of it.
    fn write(&self, failures: &Failures) -> io::Result<()> {
        let mut new = self.path.clone().into_os_string();
        new.push(".new");
        let new = PathBuf::from(new);
        // Left by one that was killed; nobody else is writing, since only one has the turn.
        let _ = fs::remove_file(&new);
        let mut file = File::options().write(true).create_new(true).open(&new)?;
        file.write_all(&serde_json::to_vec(failures)?)?;
        fs::rename(&new, &self.path)
    }
}

fn now_ms() -> u64 {
    SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .map_or(0, |since| u64::try_from(since.as_millis()).unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::temp_dir;

    fn failures(count: u32) -> Failures {
        Failures {
            count,
            at_ms: 1_000_000,
            reason: "no disk".into(),
        }
    }

    #[test]
    fn the_time_grows_up_to_a_minute() {
        let held: Vec<u64> = (0..15)
            .map(|count| {
                failures(count)
                    .refuse_for(1_000_000)
                    .unwrap_or_default()
                    .as_secs()
            })
            .collect();
        assert_eq!(held, [0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60, 60]);
    }

    #[test]
    fn it_passes_and_a_clock_that_was_set_back_does_not_prolong_it() {
        assert_eq!(
            failures(5).refuse_for(1_000_400),
            Some(Duration::from_millis(600))
        );
        assert_eq!(failures(5).refuse_for(1_001_000), None);
        assert_eq!(failures(5).refuse_for(999_999), None);
        assert!(failures(5).is_forgotten(999_999) && failures(5).is_forgotten(1_600_001));
        assert!(!failures(5).is_forgotten(1_000_001));
    }

    #[test]
    fn failures_add_up_until_a_success() {
        let temp = temp_dir();
        let hold_off = HoldOff::at(temp.path().join("failed"));
        for count in 1..=5 {
            assert_eq!(hold_off.refusal(), None, "after {} failures", count - 1);
            hold_off.failed("no disk");
        }
        let (failures, left) = hold_off.refusal().unwrap();
        assert_eq!((failures.count, failures.reason.as_str()), (5, "no disk"));
        assert!(left <= FIRST);
        hold_off.succeeded();
        assert_eq!(hold_off.refusal(), None);
        assert_eq!(fs::read_dir(temp.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_broken_record_is_none() {
        let temp = temp_dir();
        let hold_off = HoldOff::at(temp.path().join("failed"));
        for content in ["", "{", "{\"count\":-1}", "\0\0", "[]"] {
            fs::write(&hold_off.path, content).unwrap();
            assert_eq!(hold_off.refusal(), None, "{content:?}");
            hold_off.failed("no disk");
            assert_eq!(hold_off.read().unwrap().count, 1, "{content:?}");
        }
        hold_off.succeeded();
        fs::create_dir(&hold_off.path).unwrap();
        hold_off.failed("no disk");
        assert_eq!(hold_off.refusal(), None);
    }
}
