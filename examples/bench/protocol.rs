//! The protocol of the benchmark: a text, and the same text back.

use outfitter_daemon::prelude::*;
use serde::{Deserialize, Serialize};

/// What the benchmark asks.
#[ipc_protocol]
#[derive(Debug)]
pub enum Request {
    /// Gives the text back.
    #[ipc(returns = Echo)]
    Echo {
        /// Any text.
        text: String,
    },
}

/// The same text; with a `type`, as the other contestants have it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "type", rename = "echo")]
pub struct Echo {
    /// The text that came.
    pub text: String,
}
