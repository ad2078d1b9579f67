//! What is started: the program, its arguments, its environment.

use std::ffi::OsString;
use std::path::Path;

/// A process that is to be started.
#[derive(Debug)]
pub(super) struct Spawn<'a> {
    pub(super) program: &'a Path,
    pub(super) args: &'a [OsString],
    pub(super) environment: &'a [(OsString, OsString)],
    pub(super) current_dir: &'a Path,
    pub(super) log: &'a Path,
}
