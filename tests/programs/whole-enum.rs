//! One handler for a whole protocol.

use outfitter_daemon::prelude::*;
use serde::{Deserialize, Serialize};

/// What may be asked.
#[ipc_protocol(response = Response)]
#[derive(Debug)]
pub enum Request {
    /// Are you there?
    Ping,
    /// Says it again.
    Echo {
        /// What.
        text: String,
    },
}

/// What is answered.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Response {
    /// Here.
    Pong,
    /// Again.
    Echo(String),
}

#[ipc_handler]
async fn handle(request: Request) -> Response {
    match request {
        Request::Ping => Response::Pong,
        Request::Echo { text } => Response::Echo(text),
    }
}

#[daemon(name = "whole-enum", runtime = "current_thread")]
async fn main() {}
