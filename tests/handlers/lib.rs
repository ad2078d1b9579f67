//! A crate of handlers that a program has among its dependencies, and has to name.

use outfitter_daemon::prelude::*;

/// What the crate answers.
#[ipc_protocol]
#[derive(Debug)]
pub enum Far {
    /// Its name.
    #[ipc(returns = String)]
    Away,
}

#[ipc_handler]
async fn away(_: far::Away) -> String {
    env!("CARGO_PKG_NAME").to_owned()
}
