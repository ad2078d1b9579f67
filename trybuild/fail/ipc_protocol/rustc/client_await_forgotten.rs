use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = i64)]
    Add { a: i64, b: i64 },
}

async fn ask(client: RequestClient) -> i64 {
    client.add(1, 2).unwrap()
}

fn main() {}
