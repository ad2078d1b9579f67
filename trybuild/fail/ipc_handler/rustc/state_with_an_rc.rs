use outfitter_daemon::prelude::*;

use std::rc::Rc;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = u32)]
    Count,
}

#[ipc_handler]
async fn count(_: request::Count, State(app): State<Rc<u32>>) -> u32 {
    **app
}

fn main() {}
