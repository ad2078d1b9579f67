//! Temporary names, `.<file>.<pid>.<number>.tmp`, and what is left under them by those who were killed.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use crate::process;

const END: &str = ".tmp";

/// A name beside `path` that no other process uses, and this one only once.
pub(super) fn temporary_name(path: &Path) -> PathBuf {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    path.with_file_name(format!("{}{}.{number}{END}", start(path), std::process::id()))
}

/// Removes what processes that were killed at it have left. Whoever comes here has just got the name.
pub(super) fn sweep(path: &Path) {
    let start = start(path);
    let Some(entries) = path.parent().and_then(|dir| fs::read_dir(dir).ok()) else {
        return;
    };
    for entry in entries.flatten() {
        if maker(&entry.file_name(), &start).is_some_and(|pid| !process::is_process_alive(pid)) {
            // Another sweeper may have been faster.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// The PID in the name of a temporary file.
fn maker(name: &OsStr, start: &str) -> Option<i64> {
    let (pid, number) = name
        .to_str()?
        .strip_prefix(start)?
        .strip_suffix(END)?
        .split_once('.')?;
    number.parse::<u32>().ok()?;
    pid.parse().ok()
}

fn start(path: &Path) -> String {
    format!(".{}.", path.file_name().unwrap_or_default().to_string_lossy())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_leftovers_are_recognised() {
        let start = start(Path::new("/x/daemon.lock"));
        for (name, pid) in [
            (".daemon.lock.12.0.tmp", Some(12)),
            (".daemon.lock.12.tmp", None),
            (".daemon.lock.x.0.tmp", None),
            ("daemon.lock.12.0.tmp", None),
            (".daemon.pid.12.0.tmp", None),
            (".daemon.lock.12.0.tmp~", None),
        ] {
            assert_eq!(maker(OsStr::new(name), &start), pid, "{name}");
        }
    }
}
