//! What `/proc` tells about a process. Where it is not mounted, nothing but our own parent is known.

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use rustix::process::Pid;

use super::stat::{Stat, boot_time};

/// Whether a process has ended and waits to be waited for.
///
/// Also a process that lives on after its first thread has ended reads as a zombie; it has other threads.
pub(super) fn is_zombie(pid: i32) -> bool {
    stat(pid).is_some_and(|stat| matches!(stat.state, b'Z' | b'X' | b'x') && stat.threads <= 1)
}

pub(super) fn parent(pid: i32) -> Option<i32> {
    let ours = || (pid == super::unix::own()).then(|| Pid::as_raw(rustix::process::getppid()));
    stat(pid).map(|stat| stat.parent).or_else(ours)
}

pub(super) fn started_at(pid: i32) -> Option<SystemTime> {
    let ticks = stat(pid)?.started;
    let booted = boot_time(&fs::read("/proc/stat").ok()?)?;
    let per_second = rustix::param::clock_ticks_per_second().max(1);
    let uptime = Duration::from_millis(ticks.checked_mul(1000)? / per_second);
    SystemTime::UNIX_EPOCH
        .checked_add(Duration::from_secs(booted))?
        .checked_add(uptime)
}

pub(super) fn executable_of(pid: i32) -> Option<PathBuf> {
    fs::read_link(format!("/proc/{pid}/exe")).ok()
}

fn stat(pid: i32) -> Option<Stat> {
    Stat::parse(&fs::read(format!("/proc/{pid}/stat")).ok()?)
}
