use outfitter_daemon::prelude::*;
#[ipc_protocol]
pub enum Request {
    #[ipc(returns = ())]
    Tail {
        #[serde(rename(serialize = "n"))]
        lines: u32,
        #[serde(rename(deserialize = "f"))]
        follow: bool,
        #[serde(skip_serializing)]
        from: u64,
        #[serde(default, skip_deserializing)]
        until: u64,
        #[serde(skip)]
        neither: u64,
    },
}
#[ipc_protocol]
#[serde(rename_all_fields(serialize = "camelCase"))]
pub enum Other {
    #[ipc(returns = ())]
    Tail { lines: u32 },
}
fn main() {}
