use outfitter_daemon::prelude::*;

#[ipc_protocol]
#[serde(tag = "kind", rename_all = "camelCase", deny_unknown_fields)]
pub enum Request {
    #[ipc(returns = ())]
    Stop,
}

fn main() {}
