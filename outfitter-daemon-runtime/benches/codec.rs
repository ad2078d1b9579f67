//! What it costs to write and to read a line of the wire.
//!
//!     cargo bench -p outfitter-daemon-runtime --features daemon --bench codec

#![expect(clippy::unwrap_used, reason = "a benchmark that fails has nothing to measure")]

mod support;

use std::hint::black_box;

use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use outfitter_daemon::__private::bench;

use support::{Echo, echo_of};

const SIZES: [usize; 2] = [64, 1024 * 1024];

type Group<'a> = BenchmarkGroup<'a, WallTime>;

fn request(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("request");
    for size in SIZES {
        let (echo, mut line) = (echo_of(size), Vec::new());
        bench::write_request(&mut line, &echo).unwrap();
        line.pop();
        group.throughput(Throughput::Bytes(line.len() as u64));
        group.bench_function(BenchmarkId::new("write", size), |bencher| {
            let mut out = Vec::new();
            bencher.iter(|| {
                out.clear();
                bench::write_request(&mut out, black_box(&echo)).unwrap();
            });
        });
        read(&mut group, "read", &line, bench::read_request);
        read(&mut group, "read_any", &line, bench::read_any_request);
    }
    group.finish();
}

fn reply(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("reply");
    for size in SIZES {
        let echo = echo_of(size);
        let line = format!(
            r#"{{"id":"10000001","type":"response","payload":{}}}"#,
            serde_json::to_string(&echo).unwrap()
        );
        group.throughput(Throughput::Bytes(line.len() as u64));
        group.bench_function(BenchmarkId::new("write", size), |bencher| {
            let mut out = Vec::new();
            bencher.iter(|| {
                out.clear();
                bench::write_reply(&mut out, black_box(&echo)).unwrap();
            });
        });
        read(&mut group, "read", line.as_bytes(), bench::read_reply);
    }
    group.finish();
}

fn read(group: &mut Group<'_>, name: &str, line: &[u8], read: impl Fn(&[u8]) -> Option<Echo>) {
    let size = read(line).unwrap().text.len();
    group.bench_function(BenchmarkId::new(name, size), |bencher| {
        bencher.iter(|| read(black_box(line)).unwrap());
    });
}

criterion_group!(benches, request, reply);
criterion_main!(benches);
