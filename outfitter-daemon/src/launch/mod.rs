//! How a daemon's process begins: what `main` under `#[daemon]` calls, and how a client starts a daemon.

#[cfg(feature = "daemon")]
mod arguments;
#[cfg(feature = "daemon")]
mod assemble;
#[cfg(all(feature = "daemon", feature = "testing"))]
mod in_memory;
#[cfg(feature = "daemon")]
mod into_state;
mod launcher;
#[cfg(feature = "daemon")]
mod live;
#[cfg(feature = "daemon")]
mod program;
mod readiness;
#[cfg(feature = "daemon")]
mod run;

#[cfg(all(feature = "daemon", feature = "testing"))]
pub(crate) use in_memory::start_in_memory;
#[cfg(feature = "daemon")]
pub use into_state::IntoState;
pub use launcher::{LaunchError, LaunchEvent, LaunchOutcome, Launched, Launcher, Replace};
#[cfg(feature = "daemon")]
pub use program::Program;
#[cfg(feature = "daemon")]
pub use run::run;

/// Says something to whoever reads the daemon's standard error: a terminal, a supervisor or a log file.
#[cfg(feature = "daemon")]
pub(crate) fn complain(text: &str) {
    use std::io::Write;
    // There is nobody left to tell if this fails.
    let _ = writeln!(std::io::stderr(), "{text}");
}
