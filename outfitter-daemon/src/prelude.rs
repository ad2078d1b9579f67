//! What a daemon's source file usually needs: `use outfitter_daemon::prelude::*;`.

pub use crate::ipc::CallError;
#[cfg(feature = "daemon")]
pub use crate::ipc::{ClientGone, Events, Peer, State};
pub use crate::ipc_protocol;
#[cfg(feature = "daemon")]
pub use crate::lifecycle::Daemon;
#[cfg(feature = "daemon")]
pub use crate::{daemon, health_check, ipc_handler};
