//! What one request after the other costs, beside what the bare socket costs in the same run.
//!
//!     cargo bench -p outfitter-daemon-runtime --features daemon --bench round_trip

#![expect(clippy::unwrap_used, reason = "a benchmark that fails has nothing to measure")]

mod support;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

use support::{Echo, bare_pair, bare_round_trip, echo_of, pair, runtime};

fn round_trip(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("round_trip");
    for size in [64, 1024 * 1024] {
        group.throughput(Throughput::Bytes(size as u64));
        let runtime = runtime();
        let (_dir, _server, client) = pair(&runtime);
        let echo = echo_of(size);
        group.bench_function(BenchmarkId::new("request", size), |bencher| {
            bencher.iter(|| runtime.block_on(client.send::<Echo>(&echo)).unwrap());
        });
        let mut near = bare_pair(&runtime, size);
        let (bytes, mut back) = (vec![b'x'; size], vec![0; size]);
        group.bench_function(BenchmarkId::new("bare_socket", size), |bencher| {
            bencher.iter(|| runtime.block_on(bare_round_trip(&mut near, &bytes, &mut back)));
        });
    }
    group.finish();
}

criterion_group!(benches, round_trip);
criterion_main!(benches);
