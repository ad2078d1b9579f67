//! wip
use std::ffi::OsString;
use std::process::ExitCode;
use crate::launch::{Program, Run};
pub(crate) enum Asked { Run(Run), Refused(String), Done(ExitCode) }
pub(crate) const AVAILABLE: bool = true;
pub(crate) fn enter(_: &mut Program, _: Vec<OsString>) -> Asked { Asked::Refused(String::new()) }
