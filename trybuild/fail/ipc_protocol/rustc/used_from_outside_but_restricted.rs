mod store {
    pub mod ipc {
        use outfitter_daemon::prelude::*;

        #[ipc_protocol]
        pub(super) enum Request {
            #[ipc(returns = u8)]
            Get,
        }
    }
}

#[tokio::main]
async fn main() {
    let client = store::ipc::RequestClient::connect("my-store").await.unwrap();
    let _ = client.get().await;
}
