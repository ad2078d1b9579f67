//! What a run gives: one line of `key=value`.

use std::time::{Duration, Instant};

/// A measurement under way.
#[derive(Debug)]
pub(crate) struct Measure(Instant);

impl Measure {
    pub(crate) fn start() -> Self {
        Self(Instant::now())
    }

    /// So many calls, each with so many bytes of text one way.
    pub(crate) fn throughput(&self, calls: usize, bytes: usize) -> String {
        let seconds = self.0.elapsed().as_secs_f64();
        let rate = number(calls) / seconds;
        format!(
            "calls={calls} rps={rate:.4} mbps={:.4}",
            rate * number(bytes) / 1e6
        )
    }

    /// As [`throughput`](Self::throughput), with the distribution of how long each took.
    pub(crate) fn latency(&self, mut each: Vec<Duration>, bytes: usize) -> String {
        let mean = self.0.elapsed().as_secs_f64() * 1e6 / number(each.len());
        let throughput = self.throughput(each.len(), bytes);
        each.sort_unstable();
        let (p50, p99) = (percentile(&each, 50), percentile(&each, 99));
        format!("p50_us={p50:.4} p99_us={p99:.4} mean_us={mean:.4} {throughput}")
    }
}

/// In microseconds.
fn percentile(sorted: &[Duration], percent: usize) -> f64 {
    let at = (sorted.len() * percent / 100).min(sorted.len().saturating_sub(1));
    sorted
        .get(at)
        .map_or(f64::NAN, |duration| duration.as_secs_f64() * 1e6)
}

fn number(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::INFINITY, f64::from)
}
