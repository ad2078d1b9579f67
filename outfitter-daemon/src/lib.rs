//! Background daemons from attribute macros.

pub mod directory;
#[cfg(test)]
mod fixtures;
pub mod lock;
pub mod name;
pub mod paths;
pub mod process;

pub use directory::DirectoryError;
pub use lock::{
    LockError, LockHandle, PidFileError, acquire_daemon_lock, is_daemon_alive, read_lock_pid,
    release_daemon_lock,
};
pub use name::{DaemonName, NameError};
pub use paths::{
    Base, Env, PathOverrides, Paths, PathsError, Platform, daemon_dir, is_unix_platform, lock_path, pid_path,
    socket_path,
};
pub use process::is_process_alive;
