//! The protocol of `my-service`.

use outfitter_daemon::prelude::*;
use serde::{Deserialize, Serialize};

/// What clients may ask of the service.
#[ipc_protocol]
#[derive(Debug)]
pub enum Request {
    /// How the service is doing.
    #[ipc(returns = Status)]
    Status,
    /// Is anybody there?
    #[ipc(returns = Pong)]
    Ping,
    /// Adds two numbers.
    #[ipc(returns = i64, error = Overflow)]
    Add {
        /// The one.
        a: i64,
        /// The other.
        b: i64,
    },
}

/// How the service is doing.
#[derive(Debug, Serialize, Deserialize)]
pub struct Status {
    /// In one word.
    pub status: String,
    /// For how many seconds it has been running.
    pub uptime: u64,
}

/// Somebody is there.
#[derive(Debug, Serialize, Deserialize)]
pub struct Pong {
    /// Always true.
    pub pong: bool,
}

/// The sum does not fit.
#[derive(Debug, thiserror::Error, Serialize, Deserialize)]
#[error("the sum of {a} and {b} does not fit into 64 bits")]
pub struct Overflow {
    /// The one.
    pub a: i64,
    /// The other.
    pub b: i64,
}
