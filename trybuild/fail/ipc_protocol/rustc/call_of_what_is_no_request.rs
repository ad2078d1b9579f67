mod other {
    use outfitter_daemon::prelude::*;
    #[ipc_protocol]
    pub enum Other {
        #[ipc(returns = u8)]
        Ping,
    }
}
use outfitter_daemon::prelude::*;
#[ipc_protocol]
pub enum Request {
    #[ipc(returns = u64)]
    List,
}
async fn ask(service: &RequestClient) -> Result<u64, CallError> {
    service.call(Request::List).await?;
    service.call("list").await?;
    service.call(&request::List).await?;
    service.call(other::other::Ping).await?;
    service.call(request::List).await
}
fn main() {}
