use outfitter_daemon::prelude::*;

async fn double(number: i64) -> i64 {
    number * 2
}

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = i64)]
    Double { number: i64 },
}

#[ipc_handler]
async fn twice(request: request::Double) -> i64 {
    double(request.number)
}

fn main() {}
