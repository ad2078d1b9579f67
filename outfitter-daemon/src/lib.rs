#![doc = include_str!("../README.md")]

pub mod prelude;

#[cfg(feature = "client")]
pub use outfitter_daemon_macros::ipc_protocol;
#[cfg(feature = "daemon")]
pub use outfitter_daemon_macros::{daemon, health_check, ipc_handler};
// Whoever uses them hears which feature is off, and not that there are no such attributes.
#[cfg(not(feature = "client"))]
#[doc(hidden)]
pub use outfitter_daemon_macros::needs_client as ipc_protocol;
#[cfg(not(feature = "daemon"))]
#[doc(hidden)]
pub use outfitter_daemon_macros::{
    needs_daemon as daemon, needs_daemon as health_check, needs_daemon as ipc_handler,
};

#[doc(inline)]
pub use outfitter_daemon_runtime::*;
/// What the attributes name.
#[cfg(feature = "client")]
#[doc(hidden)]
pub mod __private {
    /// With its derives, for which the runtime does not wait.
    pub use ::serde;
    pub use outfitter_daemon_runtime::__private::*;
}
// By name as well: where a feature is off, the compiler then says which.
#[cfg(feature = "control")]
#[doc(inline)]
pub use outfitter_daemon_runtime::control;
#[cfg(feature = "schema")]
#[doc(inline)]
pub use outfitter_daemon_runtime::schemars;
#[cfg(feature = "testing")]
#[doc(inline)]
pub use outfitter_daemon_runtime::testing;
#[cfg(feature = "client")]
#[doc(inline)]
pub use outfitter_daemon_runtime::{
    CallError, ClientGone, ConnectionError, IpcClient, LaunchError, Launcher, Replace, ipc,
};
#[cfg(feature = "daemon")]
#[doc(inline)]
pub use outfitter_daemon_runtime::{Daemon, Events, HealthChecker, IpcServer, Peer, Program, State};
