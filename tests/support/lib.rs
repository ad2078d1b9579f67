//! What the tests share: folders, running daemons, and waiting for things to become true.

pub mod controlled;
mod daemon;
mod elsewhere;
pub mod platform;
pub mod protocol;
pub mod quick_start;
pub mod rules;
#[cfg(unix)]
mod supervisor_unix;
mod wait;

pub use daemon::{Ended, RunningDaemon};
#[cfg(unix)]
pub use supervisor_unix::{Gate, Supervisor};
pub use wait::{LIMIT, eventually, within};
