//! What Windows tells about processes.

use std::time::SystemTime;

use crate::windows::process::{Found, Process, parent_of};

/// The number of a process.
pub(super) type Pid = u32;

/// Users have no numbers here.
pub(crate) fn effective_uid() -> u32 {
    0
}

/// Whether there is a process of this number that has not ended; `pid` is above 0.
pub(super) fn exists(pid: Pid) -> bool {
    match Process::find(pid) {
        Found::Process(process) => process.is_running(),
        Found::Closed => true,
        Found::Nobody => false,
    }
}

/// One that has ended does not [`exist`](exists), whether or not somebody still has a handle to it.
pub(super) fn is_zombie(_pid: Pid) -> bool {
    false
}

/// The process that started `pid`, unless its number is another's by now.
pub(super) fn parent(pid: Pid) -> Option<Pid> {
    let parent = parent_of(pid).filter(|parent| *parent > 0)?;
    let younger = started_at(parent)
        .zip(started_at(pid))
        .is_some_and(|(parent, child)| parent > child);
    (!younger).then_some(parent)
}

pub(super) fn started_at(pid: Pid) -> Option<SystemTime> {
    match Process::find(pid) {
        Found::Process(process) => process.started_at(),
        Found::Closed | Found::Nobody => None,
    }
}

/// Lets go of the console. Windows has no way to find what was inherited.
pub(super) fn detach() -> std::io::Result<()> {
    crate::windows::console::leave()
}

pub(super) fn own() -> Pid {
    std::process::id()
}
