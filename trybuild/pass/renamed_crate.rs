//! The runtime under another name.

mod vendored {
    pub use outfitter_daemon as daemons;
}

use vendored::daemons::prelude::*;

#[ipc_protocol(crate = vendored::daemons)]
pub enum Request {
    #[ipc(returns = ())]
    Ping,
}

#[ipc_handler(crate = crate::vendored::daemons)]
async fn ping(_: request::Ping) {}

#[health_check(crate = crate::vendored::daemons)]
async fn fine() {}

// In a module, since these programs are run, and a daemon would not end.
mod program {
    use super::vendored::daemons::prelude::*;

    #[daemon(crate = crate::vendored::daemons)]
    async fn main() {}

    const _: fn() -> std::process::ExitCode = main;
}

fn main() {}
