use outfitter_daemon::prelude::*;
#[ipc_protocol]
pub enum Request {
    #[ipc(oneway)]
    Note { text: String },
}
#[ipc_handler]
async fn note(request: request::Note) -> usize {
    request.text.len()
}
#[daemon(name = "my-stock")]
async fn main() {}
