use outfitter_daemon::prelude::*;

struct App;

#[ipc_handler]
impl App {
    async fn ping() {}
}

fn main() {}
