use outfitter_daemon::prelude::*;

use std::cell::RefCell;

struct App {
    count: RefCell<u32>,
}

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = u32)]
    Count,
}

#[ipc_handler]
async fn count(_: request::Count, State(app): State<App>) -> u32 {
    *app.count.borrow()
}

fn main() {}
