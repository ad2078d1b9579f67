use outfitter_daemon::prelude::*;

use std::num::ParseIntError;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = u32)]
    Parse { text: String },
}

#[ipc_handler]
async fn parse(request: request::Parse) -> Result<u32, ParseIntError> {
    request.text.parse()
}

fn main() {}
