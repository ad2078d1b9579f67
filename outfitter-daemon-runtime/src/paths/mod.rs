//! From a name and the environment to the daemon's directory, socket, lock, PID file and log.
//!
//! Computing is pure: [`Paths::candidates`] works on a snapshot of the environment and never touches the
//! disk. Only [`choose`] looks, and makes what is missing. The places are those of the TypeScript package
//! `@outfitter/daemon`, so that either finds the other's daemon:
//!
//! | | directory | socket | lock, PID file |
//! | --- | --- | --- | --- |
//! | Unix | `<base>/<name>` | `daemon.sock` in it | `daemon.lock`, `daemon.pid` in it |
//! | Windows | `%TEMP%` | `\\.\pipe\<name>-daemon` | `<name>-daemon.lock`, `<name>-daemon.pid` in it |
//!
//! The name of a pipe is one for all users and directories of a machine. A daemon that is given a directory of its own
//! (see [`PathOverrides`]) has a number that stands for that directory behind the pipe's name, the same however the
//! directory is written: `C:\x` and `c:/X/` are one. Short names, links and mapped drives are not looked up; whoever
//! uses those names the directory in one way.
//!
//! The base is `$XDG_RUNTIME_DIR`, else `/run/user/<uid>` on Linux and `$TMPDIR` on macOS. Where that does
//! not exist and cannot be made (a container, no login), it is `$XDG_STATE_HOME`, else `~/.local/state`.
//!
//! A second instance of a program has `<name>@<instance>` for `<name>`, which no other daemon can be called. The
//! variable `<NAME>_INSTANCE` says which instance is meant where nothing else does. A path that is named for the
//! program gets `@<instance>` behind it.
//!
//! # Examples
//!
//! ```
//! use outfitter_daemon::{DaemonName, Env, PathOverrides, Paths, Platform};
//!
//! let name = DaemonName::new("my-service")?;
//! let env = Env::new(1000).with_home("/home/ada");
//! let all = Paths::candidates(&name, &env, Platform::Linux, &PathOverrides::default())?;
//! assert_eq!(all[0].socket().to_str(), Some("/run/user/1000/my-service/daemon.sock"));
//! assert_eq!(all[1].socket().to_str(), Some("/home/ada/.local/state/my-service/daemon.sock"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod base;
mod choose;
mod env;
mod error;
#[cfg(test)]
mod error_tests;
pub(crate) mod instance;
mod overrides;
mod pipe;
mod platform;
mod resolve;
#[cfg(test)]
mod tests;
#[cfg(test)]
#[cfg(unix)]
mod tests_unix;

pub use self::base::Base;
pub use self::choose::choose;
pub use self::env::Env;
#[cfg(feature = "client")]
pub(crate) use self::env::variable_key;
pub use self::error::{PathsError, Rejected};
pub use self::overrides::PathOverrides;
pub use self::platform::{Platform, is_unix_platform};
pub use self::resolve::Paths;

use std::path::PathBuf;

use crate::name::DaemonName;

/// Where the socket of the daemon `tool` belongs, for this process's environment.
///
/// This and its three sisters give the first candidate, without looking at the disk, and honour the
/// variables that [`PathOverrides`] names. A program that wants the place a daemon really uses asks
/// [`Paths::candidates`] for all of them.
///
/// # Errors
///
/// * [`PathsError::Name`] if `tool` cannot be the name of a daemon.
/// * [`PathsError::NoBase`] if the environment names no directory at all.
/// * [`PathsError::Relative`] if a variable holds a path that is not absolute.
#[doc(alias = "getSocketPath")]
pub fn socket_path(tool: impl AsRef<str>) -> Result<PathBuf, PathsError> {
    first(tool.as_ref()).map(|paths| paths.socket().to_owned())
}

/// Where the lock file of the daemon `tool` belongs; see [`socket_path`].
///
/// # Errors
///
/// Those of [`socket_path`].
#[doc(alias = "getLockPath")]
pub fn lock_path(tool: impl AsRef<str>) -> Result<PathBuf, PathsError> {
    first(tool.as_ref()).map(|paths| paths.lock().to_owned())
}

/// Where the PID file of the daemon `tool` belongs; see [`socket_path`].
///
/// # Errors
///
/// Those of [`socket_path`].
#[doc(alias = "getPidPath")]
pub fn pid_path(tool: impl AsRef<str>) -> Result<PathBuf, PathsError> {
    first(tool.as_ref()).map(|paths| paths.pid_file().to_owned())
}

/// The directory of the daemon `tool`; see [`socket_path`].
///
/// # Errors
///
/// Those of [`socket_path`].
#[doc(alias = "getDaemonDir")]
pub fn daemon_dir(tool: impl AsRef<str>) -> Result<PathBuf, PathsError> {
    first(tool.as_ref()).map(|paths| paths.dir().to_owned())
}

fn first(tool: &str) -> Result<Paths, PathsError> {
    let name = DaemonName::new(tool)?;
    let all = everywhere(&name, &Env::from_process())?;
    all.into_iter().next().ok_or(PathsError::NoBase { name })
}

/// Every place where the daemon `name` may be on this machine, for who looks for it; never none.
pub(crate) fn everywhere(name: &DaemonName, env: &Env) -> Result<Vec<Paths>, PathsError> {
    Paths::candidates(name, env, Platform::current(), &PathOverrides::default())
}
