use outfitter_daemon::prelude::*;

use serde::{Deserialize, Serialize};

#[derive(Debug, thiserror::Error, Serialize, Deserialize)]
#[error("empty")]
pub struct Empty;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = u32, error = Empty)]
    Parse { text: String },
}

#[ipc_handler]
async fn parse(request: request::Parse) -> Result<u32, String> {
    Ok(request.text.len() as u32)
}

fn main() {}
