use outfitter_daemon::prelude::*;

use std::rc::Rc;

async fn pause() {}

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = u32)]
    Count,
}

#[ipc_handler]
async fn count(_: request::Count) -> u32 {
    let count = Rc::new(1);
    pause().await;
    *count
}

fn main() {}
