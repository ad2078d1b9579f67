use outfitter_daemon::prelude::*;

use std::error::Error;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = u32)]
    Parse { text: String },
}

#[ipc_handler]
async fn parse(request: request::Parse) -> Result<u32, Box<dyn Error>> {
    Ok(request.text.parse()?)
}

fn main() {}
