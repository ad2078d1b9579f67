//! From a request's line to its answer's, without a socket: found, read, handled, written.
//!
//!     cargo bench -p outfitter-daemon-runtime --features daemon --bench dispatch

#![expect(clippy::unwrap_used, reason = "a benchmark that fails has nothing to measure")]

mod support;

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use outfitter_daemon::__private::bench::{self, Requests};

use support::{echo_of, router};

fn dispatch(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("dispatch");
    for (size, routes) in [(64, 10), (64, 1000), (1024 * 1024, 10)] {
        let mut line = Vec::new();
        bench::write_request(&mut line, &echo_of(size)).unwrap();
        line.pop();
        let mut requests = Requests::of(router(routes));
        assert!(requests.answer(&line).len() > size, "it is answered at once");
        group.throughput(Throughput::Elements(1));
        group.bench_function(BenchmarkId::new(format!("{routes}_routes"), size), |bencher| {
            bencher.iter(|| requests.answer(black_box(&line)).len());
        });
    }
    group.finish();
}

criterion_group!(benches, dispatch);
criterion_main!(benches);
