#![deny(warnings)]
//! `handlers = [..]`: all there, from wherever they come.

use outfitter_daemon::prelude::*;

pub mod ipc {
    use outfitter_daemon::prelude::*;

    #[ipc_protocol]
    pub enum Request {
        #[ipc(returns = ())]
        Ping,
        #[ipc(stream = u8)]
        Count { to: u8 },
        #[ipc(returns = ())]
        Work,
    }

    #[ipc_handler]
    pub(crate) async fn ping(_: request::Ping, _: State<u8>, _: Daemon) {}

    #[ipc_handler(blocking)]
    pub(crate) fn work(_: request::Work) {}
}

pub mod whole {
    use outfitter_daemon::prelude::*;

    #[derive(serde::Serialize, serde::Deserialize)]
    pub enum Response {
        Done,
    }

    #[ipc_protocol(response = Response)]
    pub enum Command {
        One,
        Two,
    }

    #[ipc_handler]
    pub(crate) async fn handle(_: Command) -> Response {
        Response::Done
    }
}

#[ipc_handler]
async fn count(request: ipc::request::Count, mut numbers: Events<u8>) -> Result<(), outfitter_daemon::ipc::NoError> {
    for number in 0..request.to {
        if numbers.send(number).await.is_err() {
            break;
        }
    }
    Ok(())
}

// In a module, since these programs are run, and a daemon would not end.
mod program {
    use super::ipc::{Request, ping};
    use super::{count, ipc, whole};
    use outfitter_daemon::prelude::*;

    #[daemon(name = "x", protocol = [Request, whole::Command], handlers = [ping, count, ipc::work, whole::handle])]
    async fn main() -> Result<u8, std::io::Error> {
        Ok(1)
    }

    const _: fn() -> std::process::ExitCode = main;
}

fn main() {}
