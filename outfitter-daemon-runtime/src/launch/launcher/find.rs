//! Which program is the daemon: the environment's, else one beside this program, else one in `PATH`.

use std::path::PathBuf;

use super::error::LaunchError;
use crate::name::DaemonName;
use crate::paths::Env;

/// Finds the program of the daemon `name`; `<NAME>_PROGRAM` names it if it is somewhere else.
pub(super) fn program(name: &DaemonName, env: &Env) -> Result<PathBuf, LaunchError> {
    let variable = format!("{}_PROGRAM", name.env_prefix());
    let file = format!("{}{}", name.program(), std::env::consts::EXE_SUFFIX);
    let named = env.get(&variable).map(PathBuf::from);
    named
        .or_else(|| beside_this_program(&file))
        .or_else(|| in_path(&file, env))
        .ok_or_else(|| LaunchError::ProgramNotFound {
            name: name.program().to_owned(),
            variable,
        })
}

fn beside_this_program(file: &str) -> Option<PathBuf> {
    let beside = std::env::current_exe().ok()?.parent()?.join(file);
    beside.is_file().then_some(beside)
}

fn in_path(file: &str, env: &Env) -> Option<PathBuf> {
    let path = env.get("PATH")?;
    std::env::split_paths(path)
        // A relative folder would let whoever chose the current folder choose the program.
        .filter(|folder| folder.is_absolute())
        .map(|folder| folder.join(file))
        .find(|candidate| candidate.is_file())
}
