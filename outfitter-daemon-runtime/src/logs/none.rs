//! Without the feature `logs`: events go wherever the program sends them.

use std::path::Path;

use crate::name::DaemonName;
use crate::paths::Env;

pub(crate) fn begin(_: &DaemonName, _: &Env, _: Option<&Path>) {}

pub(crate) fn rotate() {}

pub(crate) fn is_to_file() -> bool {
    false
}

pub(crate) fn is_up() -> bool {
    false
}
