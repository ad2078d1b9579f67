//! Everything that can be wrong with handlers, at once.

use outfitter_daemon::prelude::*;

/// Some of its requests have no handler or two.
#[ipc_protocol]
#[derive(Debug)]
pub enum Request {
    /// Has two handlers.
    #[ipc(returns = ())]
    Twice,
    /// Has none.
    #[ipc(returns = ())]
    Never,
    /// Its handler takes a state that there is not.
    #[ipc(returns = ())]
    Stateful,
}

/// Its handlers are in a crate that is not linked.
#[ipc_protocol]
#[derive(Debug)]
pub enum Elsewhere {
    /// Has no handler, nor has any other.
    #[ipc(returns = ())]
    Anything,
}

#[ipc_handler]
async fn first(_: request::Twice) {}

#[ipc_handler]
async fn second(_: request::Twice) {}

#[ipc_handler]
async fn stateful(_: request::Stateful, _: State<String>) {}

#[health_check(name = "same")]
async fn one() {}

#[health_check(name = "same")]
async fn other(_: State<Vec<u8>>) {}

#[health_check(after = [one, same])]
async fn lost() {}

#[health_check(after = ["round.about"])]
async fn round() {}

#[health_check(name = "round.about", after = [round])]
async fn about() {}

#[daemon(name = "broken-routes", protocol = Elsewhere)]
async fn main() {}
