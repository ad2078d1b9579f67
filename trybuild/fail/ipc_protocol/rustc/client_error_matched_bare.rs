use outfitter_daemon::prelude::*;
use serde::{Deserialize, Serialize};
#[derive(Debug, Serialize, Deserialize)]
pub struct SoldOut { left: u64 }
impl std::fmt::Display for SoldOut {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str("sold out") }
}
#[ipc_protocol]
pub enum Request {
    #[ipc(returns = u64, error = SoldOut)]
    Take { count: u64 },
}
async fn ask(service: &RequestClient) -> u64 {
    match service.take(3).await {
        Ok(left) => left,
        Err(SoldOut { left }) => left,
    }
}
fn main() {}
