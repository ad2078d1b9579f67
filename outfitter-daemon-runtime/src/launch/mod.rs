//! How a daemon's process begins: what `main` under `#[daemon]` calls, and how a client starts a daemon.

#[cfg(feature = "daemon")]
mod arguments;
#[cfg(feature = "daemon")]
mod asked_for;
#[cfg(feature = "daemon")]
mod assemble;
#[cfg(feature = "daemon")]
mod assert_handled;
#[cfg(feature = "http")]
mod http;
#[cfg(all(feature = "daemon", not(feature = "http")))]
#[path = "http_off.rs"]
mod http;
#[cfg(all(feature = "daemon", feature = "testing"))]
mod in_memory;
#[cfg(feature = "daemon")]
mod initialize;
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

#[cfg(feature = "daemon")]
pub(crate) use arguments::Run;
#[cfg(feature = "daemon")]
pub use assert_handled::assert_handled;
#[cfg(all(feature = "daemon", feature = "testing"))]
pub(crate) use in_memory::start_in_memory;
#[cfg(feature = "daemon")]
pub use into_state::{IntoState, Returned, SharedState, Unwrapped, main_argument, returned};
pub use launcher::{LaunchError, LaunchEvent, LaunchOutcome, Launched, Launcher, Replace};
#[cfg(feature = "daemon")]
pub use program::Program;
#[cfg(feature = "cli")]
pub(crate) use run::explain;
#[cfg(feature = "daemon")]
pub use run::run;

/// Says what went wrong, beside a `tracing` event that says the same, to whoever reads the daemon's standard
/// error: a terminal, a supervisor or a log file. Not where the event is seen in the same place.
#[cfg(feature = "daemon")]
pub(crate) fn complain(text: &str) {
    if !crate::logs::is_up() {
        to_standard_error(text);
    }
}

/// Says something that is no event of its own, or that is one in the log alone.
#[cfg(feature = "daemon")]
pub(crate) fn tell(is_error: bool, text: &str) {
    match (crate::logs::is_to_file(), is_error) {
        (true, true) => tracing::error!("{text}"),
        (true, false) => tracing::info!("{text}"),
        (false, _) => to_standard_error(text),
    }
}

#[cfg(feature = "daemon")]
fn to_standard_error(text: &str) {
    use std::io::Write;
    // There is nobody left to tell if this fails.
    let _ = writeln!(std::io::stderr(), "{text}");
}
