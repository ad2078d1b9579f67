//! A daemon's life: `stopped → starting → running → stopping → stopped`.

mod about;
mod background;
mod daemon;
mod deadline;
mod hold;
mod hooks;
mod options;
mod ownership;
mod reload;
mod signals;
mod start;
mod state;
mod stop;
mod supervised;

pub use background::Stopping;
pub use daemon::Daemon;
pub use options::DaemonOptions;
pub use state::{DaemonState, DaemonStatus, StopReason};
