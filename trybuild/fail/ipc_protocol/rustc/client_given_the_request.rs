use outfitter_daemon::prelude::*;
#[ipc_protocol]
pub enum Request {
    #[ipc(returns = u64)]
    Take { count: u64 },
}
async fn ask() -> Result<u64, Box<dyn std::error::Error>> {
    let service = RequestClient::connect_or_start("my-stock").await?;
    Ok(service.take(request::Take { count: 3 }).await?)
}
fn main() {}
