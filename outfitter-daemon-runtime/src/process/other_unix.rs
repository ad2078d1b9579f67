//! The little that is known about a process where there is no `/proc`.

use std::path::PathBuf;
use std::time::SystemTime;

use rustix::process::Pid;

/// Not known, so that a zombie counts as alive: a start that is refused is better than two daemons.
pub(super) fn is_zombie(_pid: i32) -> bool {
    false
}

/// Only our own parent is known.
pub(super) fn parent(pid: i32) -> Option<i32> {
    (pid == super::unix::own()).then(|| Pid::as_raw(rustix::process::getppid()))
}

pub(super) fn started_at(_pid: i32) -> Option<SystemTime> {
    None
}

pub(super) fn executable_of(_pid: i32) -> Option<PathBuf> {
    None
}
