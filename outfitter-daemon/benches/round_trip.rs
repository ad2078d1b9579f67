//! What a request costs, beside what the bare socket costs in the same run.
//!
//!     cargo bench -p outfitter-daemon
//!
//! Both ends are in one process and on one thread, so that nothing is measured but software.

#![expect(clippy::unwrap_used, reason = "a benchmark that fails has nothing to measure")]

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use outfitter_daemon::ipc::{CallContext, IpcClient, IpcServer, Router};
use serde::{Deserialize, Serialize};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::UnixStream;
use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinSet;

#[derive(Clone, Serialize, Deserialize)]
#[serde(tag = "type", rename = "echo")]
struct Echo {
    text: String,
}

fn echo_of(size: usize) -> Echo {
    Echo {
        text: "x".repeat(size),
    }
}

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

/// A server with `others` requests beside `echo`, and a client of it.
fn pair(runtime: &Runtime, others: usize) -> (tempfile::TempDir, IpcServer, IpcClient) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("socket");
    let mut router = Router::new().on("echo", async |echo: Echo, _: CallContext| Ok::<_, String>(echo));
    for number in 0..others {
        let name = Box::leak(format!("route_{number}").into_boxed_str());
        router = router.on(name, async |echo: Echo, _: CallContext| Ok::<_, String>(echo));
    }
    let mut server = IpcServer::new(&path);
    server.set_router(router);
    let client = IpcClient::new(&path);
    runtime.block_on(async {
        server.listen().await.unwrap();
        client.connect().await.unwrap();
    });
    (dir, server, client)
}

fn round_trip(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("round_trip");
    for size in [64, 1024 * 1024] {
        group.throughput(Throughput::Bytes(size as u64));
        let runtime = runtime();
        let (_dir, _server, client) = pair(&runtime, 0);
        let echo = echo_of(size);
        group.bench_function(BenchmarkId::new("request", size), |bencher| {
            bencher.iter(|| runtime.block_on(client.send::<Echo>(&echo)).unwrap());
        });
        group.bench_function(BenchmarkId::new("bare_socket", size), |bencher| {
            let (mut near, far) = runtime.block_on(async { UnixStream::pair() }).unwrap();
            runtime.spawn(bare_echo(far, size));
            let (line, mut back) = (vec![b'x'; size], vec![0; size]);
            bencher.iter(|| {
                runtime.block_on(async {
                    let (mut read, mut write) = near.split();
                    tokio::try_join!(write.write_all(&line), read.read_exact(&mut back)).unwrap();
                });
            });
        });
    }
    group.finish();
}

async fn bare_echo(mut far: UnixStream, size: usize) {
    let mut bytes = vec![0; size];
    while far.read_exact(&mut bytes).await.is_ok() && far.write_all(&bytes).await.is_ok() {}
}

fn throughput(criterion: &mut Criterion) {
    const IN_FLIGHT: usize = 64;
    let mut group = criterion.benchmark_group("throughput");
    group.throughput(Throughput::Elements(IN_FLIGHT as u64));
    let runtime = runtime();
    let (_dir, _server, client) = pair(&runtime, 0);
    group.bench_function("64_at_once", |bencher| {
        bencher.iter(|| {
            runtime.block_on(async {
                let mut calls = JoinSet::new();
                for _ in 0..IN_FLIGHT {
                    let client = client.clone();
                    calls.spawn(async move { client.send::<Echo>(echo_of(64)).await.unwrap() });
                }
                calls.join_all().await
            })
        });
    });
    group.finish();
}

fn dispatch(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("dispatch");
    for routes in [10, 1000] {
        let runtime = runtime();
        let (_dir, _server, client) = pair(&runtime, routes);
        let echo = echo_of(8);
        group.bench_function(BenchmarkId::new("routes", routes), |bencher| {
            bencher.iter(|| runtime.block_on(client.send::<Echo>(&echo)).unwrap());
        });
    }
    group.finish();
}

criterion_group!(benches, round_trip, throughput, dispatch);
criterion_main!(benches);
