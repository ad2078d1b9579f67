use outfitter_daemon::prelude::*;

mod protocol {
    use outfitter_daemon::prelude::*;

    #[ipc_protocol]
    enum Request {
        #[ipc(returns = ())]
        Ping,
    }
}

#[ipc_handler]
async fn ping(_: protocol::request::Ping) {}

fn main() {}
