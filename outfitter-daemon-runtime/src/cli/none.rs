//! Without the feature `cli`: there is nothing beside `run`.

use std::ffi::OsString;
use std::process::ExitCode;

use crate::launch::{Program, Run};

/// What a command line came to.
pub(crate) enum Asked {
    /// To be the daemon.
    Run(Run),
    /// Something that makes no sense, in words.
    Refused(String),
    /// Something that has been done.
    #[expect(dead_code, reason = "only commands are")]
    Done(ExitCode),
}

pub(crate) const AVAILABLE: bool = false;

pub(crate) fn enter(_: &mut Program, _: Vec<OsString>) -> Asked {
    Asked::Refused(String::new())
}
