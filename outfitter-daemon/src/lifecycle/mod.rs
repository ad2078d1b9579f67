//! A daemon's life: `stopped → starting → running → stopping → stopped`.

mod daemon;
mod deadline;
mod hold;
mod hooks;
mod options;
mod signals;
mod state;
mod stop;
mod usurper;

pub use daemon::Daemon;
pub use options::DaemonOptions;
pub use state::{DaemonState, DaemonStatus, StopReason};
