//! Background daemons from attribute macros.

pub mod directory;
pub mod name;
pub mod paths;
pub mod process;

pub use directory::DirectoryError;
pub use name::{DaemonName, NameError};
pub use paths::{
    Base, Env, PathOverrides, Paths, PathsError, Platform, daemon_dir, is_unix_platform, lock_path, pid_path,
    socket_path,
};
pub use process::is_process_alive;
