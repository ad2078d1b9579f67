//! What 64 requests at once cost, beside what as many bytes cost on the bare socket in the same run.
//!
//!     cargo bench -p outfitter-daemon-runtime --features daemon --bench throughput

#![expect(clippy::unwrap_used, reason = "a benchmark that fails has nothing to measure")]

mod support;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use tokio::task::JoinSet;

use support::{Echo, bare_pair, bare_round_trip, echo_of, pair, runtime};

const IN_FLIGHT: usize = 64;
const SIZE: usize = 64;

fn throughput(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("throughput");
    group.throughput(Throughput::Elements(IN_FLIGHT as u64));
    let runtime = runtime();
    let (_dir, _server, client) = pair(&runtime);
    group.bench_function("64_at_once", |bencher| {
        bencher.iter(|| {
            runtime.block_on(async {
                let mut calls = JoinSet::new();
                for _ in 0..IN_FLIGHT {
                    let client = client.clone();
                    calls.spawn(async move { client.send::<Echo>(echo_of(SIZE)).await.unwrap() });
                }
                calls.join_all().await
            })
        });
    });
    let mut near = bare_pair(&runtime, IN_FLIGHT * SIZE);
    let (bytes, mut back) = (vec![b'x'; IN_FLIGHT * SIZE], vec![0; IN_FLIGHT * SIZE]);
    group.bench_function("bare_socket", |bencher| {
        bencher.iter(|| runtime.block_on(bare_round_trip(&mut near, &bytes, &mut back)));
    });
    group.finish();
}

criterion_group!(benches, throughput);
criterion_main!(benches);
