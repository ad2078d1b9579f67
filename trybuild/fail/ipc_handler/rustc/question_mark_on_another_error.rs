use outfitter_daemon::prelude::*;
use serde::{Deserialize, Serialize};
#[derive(Debug, Serialize, Deserialize)]
pub struct SoldOut;
impl std::fmt::Display for SoldOut {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str("sold out") }
}
#[ipc_protocol]
pub enum Request {
    #[ipc(returns = u64, error = SoldOut)]
    Take { file: String },
}
#[ipc_handler]
async fn take(request: request::Take) -> Result<u64, SoldOut> {
    let text = std::fs::read_to_string(request.file)?;
    Ok(text.len() as u64)
}
#[daemon(name = "my-stock")]
async fn main() {}
