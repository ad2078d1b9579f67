//! What the benchmarks share: a request that is answered with itself, and who asks and answers it.

#![allow(dead_code, reason = "no benchmark needs all of it")]

use outfitter_daemon::ipc::{CallContext, IpcClient, IpcServer, Router};
use serde::{Deserialize, Serialize};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::UnixStream;
use tokio::runtime::{Builder, Runtime};

#[derive(Clone, Serialize, Deserialize)]
#[serde(tag = "type", rename = "echo")]
pub(crate) struct Echo {
    pub(crate) text: String,
}

pub(crate) fn echo_of(size: usize) -> Echo {
    Echo {
        text: "x".repeat(size),
    }
}

/// Handlers of `echo` and of so many other requests.
pub(crate) fn router(others: usize) -> Router {
    let echo = async |echo: Echo, _: CallContext| Ok::<_, String>(echo);
    (0..others).fold(Router::new().on("echo", echo), |router, number| {
        let name = Box::leak(format!("route_{number}").into_boxed_str());
        router.on(name, echo)
    })
}

/// One thread for both ends, so that nothing is measured but software.
pub(crate) fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

pub(crate) fn pair(runtime: &Runtime) -> (TempDir, IpcServer, IpcClient) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("socket");
    let mut server = IpcServer::new(&path);
    server.set_router(router(0));
    let client = IpcClient::new(&path);
    runtime.block_on(async {
        server.listen().await.unwrap();
        client.connect().await.unwrap();
    });
    (dir, server, client)
}

/// The bare socket: whoever is at the other end sends back what comes, in messages of `size` bytes.
pub(crate) fn bare_pair(runtime: &Runtime, size: usize) -> UnixStream {
    let (near, far) = runtime.block_on(async { UnixStream::pair() }).unwrap();
    runtime.spawn(bare_echo(far, size));
    near
}

async fn bare_echo(mut far: UnixStream, size: usize) {
    let mut bytes = vec![0; size];
    while far.read_exact(&mut bytes).await.is_ok() && far.write_all(&bytes).await.is_ok() {}
}

/// Sends `bytes` and waits for as many.
pub(crate) async fn bare_round_trip(near: &mut UnixStream, bytes: &[u8], back: &mut [u8]) {
    let (mut read, mut write) = near.split();
    tokio::try_join!(write.write_all(bytes), read.read_exact(back)).unwrap();
}
