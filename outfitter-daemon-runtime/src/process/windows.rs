//! What Windows tells about processes.

use std::ffi::{OsStr, OsString};
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitStatus;
use std::time::SystemTime;

use crate::windows::process::{Found, Process, parent_of};
use crate::windows::{program, spawn};

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

pub(super) fn executable_of(pid: Pid) -> Option<PathBuf> {
    match Process::find(pid) {
        Found::Process(process) => process.executable(),
        Found::Closed | Found::Nobody => None,
    }
}

/// A process that goes on without the one that started it.
#[derive(Debug)]
pub struct Detached(spawn::Started);

/// Starts `program`, which is looked for in `PATH` if it is a bare name, such that it goes on in the background: without
/// a console, in a process group of its own, with the null device as its standard streams, and with no other handle of
/// this process's. It gets this process's environment, and runs in `directory` if there is one, else in the current one.
///
/// # Errors
///
/// If there is no such program, it is a script of `cmd.exe`, or Windows does not start it.
pub fn spawn_detached(
    program: impl AsRef<OsStr>,
    arguments: &[OsString],
    directory: Option<&Path>,
) -> io::Result<Detached> {
    let path = std::env::var_os("PATH");
    let program = program::find(program.as_ref(), path.as_deref())?;
    let directory = match directory {
        Some(directory) => directory.to_owned(),
        None => std::env::current_dir()?,
    };
    spawn::detached(&program, arguments, std::env::vars_os(), &directory).map(Detached)
}

impl Detached {
    /// Its number.
    pub fn pid(&self) -> u32 {
        self.0.pid()
    }

    /// Waits for its end, however long that takes.
    ///
    /// # Errors
    ///
    /// If Windows does not tell how it ended.
    pub fn wait(&self) -> io::Result<ExitStatus> {
        self.0.wait()
    }
}

/// Lets go of the console. Windows has no way to find what was inherited.
pub(super) fn detach() -> io::Result<()> {
    crate::windows::console::leave()
}

pub(super) fn own() -> Pid {
    std::process::id()
}
