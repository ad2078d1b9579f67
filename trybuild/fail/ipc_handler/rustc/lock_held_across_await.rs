use outfitter_daemon::prelude::*;

use std::sync::Mutex;

struct App {
    count: Mutex<u32>,
}

async fn pause() {}

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = u32)]
    Count,
}

#[ipc_handler]
async fn count(_: request::Count, State(app): State<App>) -> u32 {
    let count = app.count.lock().unwrap();
    pause().await;
    *count
}

fn main() {}
