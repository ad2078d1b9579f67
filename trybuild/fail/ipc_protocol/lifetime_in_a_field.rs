use outfitter_daemon::prelude::*;
#[ipc_protocol]
pub enum Request {
    #[ipc(returns = std::borrow::Cow<'static, str>)]
    Take { count: std::borrow::Cow<'a, str> },
}
#[daemon(name = "my-stock")]
async fn main() {}
