//! How a client makes sure that the daemon runs: connect, or start it and wait until it says that it is
//! ready.

mod builder;
mod ensure;
mod environment;
mod error;
#[cfg(test)]
mod error_tests;
mod event;
mod find;
mod hold_off;
mod log_tail;
mod look;
mod replace;
mod spawn;
mod start;
mod turn;
#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
use unix as platform;
#[cfg(windows)]
use windows as platform;

pub use builder::Launcher;
pub use error::LaunchError;
pub use event::{LaunchEvent, LaunchOutcome, Launched};
pub use replace::Replace;
