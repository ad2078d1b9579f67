//! The protocol of the program `quick-start`, and of its twin in TypeScript (`interop/server.ts`).

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
    /// Adds two numbers that JavaScript can add too.
    #[ipc(returns = i32, error = Overflow)]
    Add {
        /// The one.
        a: i32,
        /// The other.
        b: i32,
    },
    /// Says it again.
    #[ipc(returns = String)]
    Echo {
        /// What.
        text: String,
    },
    /// Is answered after a `Release`, with nothing.
    #[ipc(returns = ())]
    Hold,
    /// Lets a `Hold` be answered.
    #[ipc(returns = ())]
    Release,
}

/// How the service is doing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    /// In one word.
    pub status: String,
    /// For how many seconds it has been running.
    pub uptime: u64,
}

/// Somebody is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pong {
    /// Always true.
    pub pong: bool,
}

/// The sum does not fit.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[error("the sum of {a} and {b} is too large")]
pub struct Overflow {
    /// The one.
    pub a: i32,
    /// The other.
    pub b: i32,
}
