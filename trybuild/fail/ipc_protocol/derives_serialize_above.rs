use outfitter_daemon::prelude::*;

use serde::{Deserialize, Serialize};

#[derive(Debug, Serialize, Deserialize)]
#[ipc_protocol]
pub enum Request {
    #[ipc(returns = ())]
    Stop,
}

fn main() {}

mod one_of_them {
    use super::*;

    #[derive(
        Clone,
        serde::Serialize, // to be sent
    )]
    // On one line with the attribute.
    #[allow(dead_code)] #[ipc_protocol]
    enum Other {
        #[ipc(returns = ())]
        Stop,
    }

    #[ipc_handler]
    async fn stop(_: other::Stop) {}

    pub async fn client(client: OtherClient) {
        let _ = client.stop().await;
    }
}
