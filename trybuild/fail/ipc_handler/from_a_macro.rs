use outfitter_daemon::prelude::*;
#[ipc_protocol]
pub enum Request {
    #[ipc(returns = u64)]
    Take { count: u64 },
}
macro_rules! handler { ($name:ident, $t:ty) => { #[ipc_handler] async fn $name(_request: $t) -> u64 { 1 } } }
handler!(take, &request::Take);
#[daemon(name = "my-stock")]
async fn main() {}
