//! The runtime of [`outfitter-daemon`](https://docs.rs/outfitter-daemon), which shows all of it together with the
//! attributes. Use it through that crate: what the attributes write names hidden items of its exact version.
//!
//! It is a crate of its own so that it is compiled beside the attributes, and not after them.

// The attributes write `::outfitter_daemon`, also in this crate's own tests.
#[cfg(test)]
extern crate self as outfitter_daemon;

#[cfg(feature = "client")]
#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
#[cfg(feature = "client")]
mod alarm;
#[cfg(feature = "cli")]
mod cli;
#[cfg(all(feature = "daemon", not(feature = "cli")))]
#[path = "cli/none.rs"]
mod cli;
#[cfg(feature = "control")]
pub mod control;
pub mod directory;
#[cfg(feature = "daemon")]
mod error;
#[cfg(feature = "daemon")]
mod exit;
#[cfg(test)]
mod fixtures;
#[cfg(feature = "daemon")]
pub mod health;
#[cfg(feature = "http")]
pub mod http;
#[cfg(all(feature = "daemon", not(feature = "http")))]
#[path = "http_off.rs"]
pub mod http;
#[cfg(feature = "client")]
pub mod ipc;
#[cfg(feature = "daemon")]
mod isolated;
#[cfg(feature = "client")]
mod launch;
#[cfg(feature = "daemon")]
pub mod lifecycle;
pub mod lock;
#[cfg(feature = "logs")]
pub mod logs;
#[cfg(all(feature = "daemon", not(feature = "logs")))]
#[path = "logs/none.rs"]
mod logs;
pub mod name;
#[cfg(feature = "daemon")]
mod outcome;
#[cfg(feature = "daemon")]
mod panic;
pub mod paths;
pub mod process;
#[cfg(feature = "daemon")]
pub mod registry;
#[cfg(feature = "client")]
mod serial;
mod small;
#[cfg(unix)]
mod socket_unix;
#[cfg(feature = "daemon")]
mod suggest;
#[cfg(feature = "client")]
pub mod supervisor;
#[cfg(feature = "testing")]
pub mod testing;
#[cfg(windows)]
mod windows;

#[cfg(feature = "daemon")]
use outfitter_daemon_tasks::closing;
use outfitter_daemon_tasks::thread;
#[cfg(feature = "client")]
use outfitter_daemon_tasks::{race, task};

#[cfg(feature = "daemon")]
pub use error::{DaemonError, DaemonErrorCode, StartError};
#[cfg(feature = "daemon")]
pub use exit::DaemonExit;
#[cfg(feature = "daemon")]
pub use health::{HealthCheck, HealthCheckResult, HealthChecker, HealthStatus};
#[cfg(feature = "client")]
pub use ipc::{CallError, ClientGone, ConnectionError, IpcClient};
#[cfg(feature = "daemon")]
pub use ipc::{Events, IpcServer, Peer, State};
#[cfg(feature = "daemon")]
pub use launch::{IntoState, Program, SharedState};
#[cfg(feature = "client")]
pub use launch::{LaunchError, LaunchEvent, LaunchOutcome, Launched, Launcher, Replace};
#[cfg(feature = "daemon")]
pub use lifecycle::{Daemon, DaemonOptions, DaemonState, DaemonStatus, StopReason};
pub use lock::{
    LockError, LockHandle, acquire_daemon_lock, is_daemon_alive, read_lock_pid, release_daemon_lock,
};
pub use name::{DaemonName, NameError};
#[cfg(feature = "daemon")]
pub use outcome::IntoOutcome;
pub use paths::{
    Base, Env, PathOverrides, Paths, PathsError, Platform, daemon_dir, is_unix_platform, lock_path, pid_path,
    socket_path,
};
pub use process::is_process_alive;
#[cfg(feature = "schema")]
pub use schemars;
