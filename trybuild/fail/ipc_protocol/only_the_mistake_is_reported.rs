use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[ipc(retruns = u64)]
    Add { a: u64, b: u64 },
    #[ipc(returns = String)]
    Status,
    #[ipc(stream = u64)]
    Tail { lines: u64 },
}

#[ipc_handler]
async fn add(request::Add { a, b }: request::Add) -> u64 {
    a + b
}

#[ipc_handler]
async fn status(_: request::Status, daemon: Daemon) -> String {
    daemon.name().to_string()
}

#[ipc_handler]
async fn tail(request: request::Tail, mut lines: Events<u64>) -> Result<(), ClientGone> {
    for line in 0..request.lines {
        lines.send(line).await?;
    }
    Ok(())
}

#[daemon(name = "x", protocol = Request, handlers = [add, status, tail])]
async fn main() {}

pub async fn ask(client: RequestClient) -> u64 {
    client.call(request::Status).await.unwrap();
    client.add(1, 2).await.unwrap()
}
