//! Whether who stands in the original's lock file is at work.
//!
//! The original holds its lock only by standing in it, so that what a killed one left, and a process that was given
//! its number since, have to be told from one that is at work. Whoever asks has the turn: no process of ours is.

use std::path::Path;
use std::time::{Duration, SystemTime};

use outfitter_daemon::process::{executable_of, is_process_alive, is_self_or_ancestor, started_at};

use crate::lock_file::{Found, Record, now_ms};

/// The programs that can run the original, by the beginnings of their names.
const RUNTIMES: [&str; 4] = ["node", "bun", "deno", "electron"];
/// The original writes its record in the moment after it has made the file.
const WRITTEN_WITHIN: Duration = Duration::from_secs(2);
/// The original takes the lock after it has started and has asked once for the server's health, which takes it 5 s at
/// most; the rest is for a slow machine.
const LOCKED_WITHIN: Duration = Duration::from_secs(30);
/// A start time is known to about one second.
const SLACK: Duration = Duration::from_secs(2);

/// Whether nobody is at work who could have written this; `lock_timeout` is the longest that anybody may be.
pub(crate) fn is_left_behind(found: &Found, lock_timeout: Duration) -> bool {
    match found {
        Found::Nothing => true,
        Found::Unreadable { age } => *age > WRITTEN_WITHIN.min(lock_timeout),
        Found::Record(Record { pid, timestamp }) => {
            now_ms() - timestamp > lock_timeout.as_secs_f64() * 1000.0
                || !is_process_alive(*pid)
                || is_self_or_ancestor(*pid)
                || started_at(*pid).is_some_and(|started| !fits(started, *timestamp))
                || executable_of(*pid).is_some_and(|program| !runs_javascript(&program))
        }
    }
}

fn runs_javascript(program: &Path) -> bool {
    let name = program.file_name().unwrap_or_default().to_string_lossy();
    let name = name.to_ascii_lowercase();
    RUNTIMES.iter().any(|runtime| name.starts_with(runtime))
}

/// Whether a process that started then can be one that took the lock at `timestamp`.
fn fits(started: SystemTime, timestamp: f64) -> bool {
    let Ok(since) = started.duration_since(SystemTime::UNIX_EPOCH) else {
        return false;
    };
    let locked_after = timestamp / 1000.0 - since.as_secs_f64();
    (-SLACK.as_secs_f64()..=LOCKED_WITHIN.as_secs_f64()).contains(&locked_after)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TIMEOUT: Duration = Duration::from_mins(1);

    fn record(pid: i64, age: f64) -> Found {
        Found::Record(Record {
            pid,
            timestamp: now_ms() - age,
        })
    }

    #[test]
    fn what_is_old_dead_or_ourselves_is_left_behind() {
        let own = i64::from(std::process::id());
        for found in [
            Found::Nothing,
            record(own, 0.0),
            record(i64::from(i32::MAX), 0.0),
            record(0, 0.0),
            record(-5, 0.0),
            record(1, 61_000.0),
            Found::Unreadable {
                age: Duration::from_secs(3),
            },
        ] {
            assert!(is_left_behind(&found, TIMEOUT), "{found:?}");
        }
    }

    #[test]
    fn what_was_just_made_may_be_about_to_be_written() {
        let found = Found::Unreadable { age: Duration::ZERO };
        assert!(!is_left_behind(&found, TIMEOUT));
        assert!(!is_left_behind(&found, Duration::ZERO));
    }

    #[test]
    fn a_process_is_told_by_its_program() {
        for (program, runs) in [
            ("node", true),
            ("Node.exe", true),
            ("bun-1.2", true),
            ("sh", false),
            ("", false),
        ] {
            assert_eq!(
                runs_javascript(&Path::new("folder").join(program)),
                runs,
                "{program}"
            );
        }
    }

    #[test]
    fn a_process_is_told_by_when_it_started() {
        let started = SystemTime::UNIX_EPOCH + Duration::from_secs(1000);
        for (seconds, fitting) in [
            (990.0, false),
            (999.0, true),
            (1001.0, true),
            (1006.0, true),
            (1031.0, false),
        ] {
            assert_eq!(fits(started, seconds * 1000.0), fitting, "{seconds}");
        }
    }
}
