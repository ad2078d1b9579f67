//! What a daemon's source file usually needs: `use outfitter_daemon::prelude::*;`.

#[cfg(feature = "client")]
pub use crate::ipc::{CallError, ClientGone};
#[cfg(feature = "daemon")]
pub use crate::ipc::{Events, Peer, State};
#[cfg(feature = "daemon")]
pub use crate::lifecycle::Daemon;
pub use crate::{daemon, health_check, ipc_handler, ipc_protocol};
