use outfitter_daemon::prelude::*;
#[ipc_protocol]
pub enum Request {
    #[ipc(oneway)]
    Note { text: String },
}
async fn ask(service: &RequestClient) -> usize {
    let n: usize = service.note("x".into()).await.unwrap();
    n
}
fn main() {}
