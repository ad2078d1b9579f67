use outfitter_daemon::prelude::*;

#[derive(serde::Serialize, serde::Deserialize)]
pub struct Status {
    pub ok: bool,
}

#[ipc_protocol(schema)]
pub enum Request {
    #[ipc(returns = Status)]
    Status,
    #[ipc(returns = ())]
    Stop,
}

fn main() {}
