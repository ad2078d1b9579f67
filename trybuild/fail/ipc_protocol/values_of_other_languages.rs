use outfitter_daemon::prelude::*;
#[ipc_protocol]
#[serde(rename_all_field = "camelCase")]
pub enum Request {
    #[ipc(returns == u64)]
    Take { count: u64 },
    #[ipc(oneway())]
    Log { text: String },
    #[ipc(one-way)]
    Note { text: String },
    #[ipc(returns = u64, error = [String, u8])]
    Count,
    #[ipc(returns = i64 + Send)]
    Add { a: i64, b: i64 },
    #[ipc(returns = u64, serde(rename = "x"))]
    List,
}
fn main() {}
