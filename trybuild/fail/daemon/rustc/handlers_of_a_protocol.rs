use outfitter_daemon::prelude::*;

mod other {
    use outfitter_daemon::prelude::*;

    #[ipc_protocol]
    pub enum Request {
        #[ipc(returns = ())]
        Count,
    }
}

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = ())]
    Ping,
}

#[ipc_handler]
async fn ping(_: request::Ping) {}

#[daemon(name = "x", protocol = other::Request, handlers = [ping])]
async fn main() {}
