use outfitter_daemon::prelude::*;

fn main() {
    #[derive(serde::Serialize, serde::Deserialize)]
    pub struct Colour;

    #[ipc_protocol]
    pub enum Request {
        #[ipc(returns = ())]
        Paint { colour: Colour },
    }
}
