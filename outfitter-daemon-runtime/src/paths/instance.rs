//! Which instance of a program is meant, and how it keeps out of the way of the others. Pure.

use std::path::PathBuf;

use super::env::Env;
use super::error::PathsError;
use super::overrides::PathOverrides;
use crate::name::DaemonName;

/// The instance that is meant by `name`: the one that it names, else that of the variable `<NAME>_INSTANCE`.
///
/// # Errors
///
/// [`PathsError::Name`] if the variable holds no name.
pub(crate) fn meant_by(name: &DaemonName, env: &Env) -> Result<DaemonName, PathsError> {
    if name.instance().is_some() {
        return Ok(name.clone());
    }
    Ok(named_by(env, name)?.unwrap_or_else(|| name.clone()))
}

/// The instance that the variable names, if it is set.
pub(crate) fn named_by(env: &Env, name: &DaemonName) -> Result<Option<DaemonName>, PathsError> {
    let named = env.get(variable(name));
    let named = named.map(|instance| name.with_instance(instance.to_string_lossy()));
    Ok(named.transpose()?)
}

/// The variable that names the instance: `MY_SERVICE_INSTANCE`.
pub(crate) fn variable(name: &DaemonName) -> String {
    format!("{}_INSTANCE", name.env_prefix())
}

impl PathOverrides {
    /// The paths of the instance that `name` names: paths that are the program's, with `@<instance>` behind
    /// each, so that two instances share none.
    #[must_use]
    pub fn of_instance(self, name: &DaemonName) -> Self {
        let Some(instance) = name.instance() else {
            return self;
        };
        let with_instance = |path: PathBuf| {
            let mut path = path.into_os_string();
            path.push("@");
            path.push(instance);
            PathBuf::from(path)
        };
        let Self {
            dir,
            socket,
            lock,
            pid_file,
            log,
        } = self;
        Self {
            dir: dir.map(with_instance),
            socket: socket.map(with_instance),
            lock: lock.map(with_instance),
            pid_file: pid_file.map(with_instance),
            log: log.map(with_instance),
        }
    }
}
