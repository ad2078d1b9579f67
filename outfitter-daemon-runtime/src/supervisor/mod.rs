//! What a daemon and the supervisor that started it, such as systemd, say to each other: readiness, status
//! and watchdog by datagram (`sd_notify(3)`), and a socket that is passed on (`sd_listen_fds(3)`).
//!
//! All of it comes by environment variables, which a [`Program`](crate::Program) reads once, before anything
//! else, and never changes: that would be a data race with every other thread. A child that inherits them is
//! not taken for the daemon, because the variables carry the daemon's PID or the supervisor looks at who
//! sends (`NotifyAccess=main`). Remove the [`VARIABLES`] from a child that is a service of its own.

#[cfg(all(target_os = "linux", feature = "daemon"))]
mod linux;
#[cfg(feature = "daemon")]
mod notify;
#[cfg(all(unix, not(target_os = "linux"), feature = "daemon"))]
mod other_unix;
#[cfg(feature = "daemon")]
mod passed;
#[cfg(all(test, feature = "daemon"))]
mod passed_tests;
#[cfg(test)]
#[cfg(all(unix, feature = "daemon"))]
mod tests_unix;
#[cfg(all(unix, feature = "daemon"))]
mod unix;
#[cfg(feature = "daemon")]
mod variables;
#[cfg(feature = "daemon")]
mod watchdog;
#[cfg(all(windows, feature = "daemon"))]
mod windows;

#[cfg(all(unix, feature = "daemon"))]
use unix as platform;
#[cfg(all(windows, feature = "daemon"))]
use windows as platform;

#[cfg(feature = "daemon")]
pub(crate) use notify::Supervisor;
#[cfg(feature = "daemon")]
pub use passed::ActivationError;
#[cfg(feature = "daemon")]
pub(crate) use passed::Passed;
#[cfg(feature = "daemon")]
pub(crate) use platform::PassedSocket;

/// The variables by which a supervisor talks to the one process that it has started.
///
/// # Examples
///
/// ```
/// let mut child = std::process::Command::new("another-service");
/// for variable in outfitter_daemon::supervisor::VARIABLES {
///     child.env_remove(variable);
/// }
/// ```
pub const VARIABLES: [&str; 7] = [
    "NOTIFY_SOCKET",
    "WATCHDOG_USEC",
    "WATCHDOG_PID",
    "LISTEN_FDS",
    "LISTEN_PID",
    "LISTEN_PIDFDID",
    "LISTEN_FDNAMES",
];
