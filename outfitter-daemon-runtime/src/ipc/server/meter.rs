//! What is counted of a server: connections, requests and how long they take, errors. For `/metrics`.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant, SystemTime};

use crate::ipc::wire::{self, Id, code};

/// The codes of errors, each with a counter of its own; the last takes whatever else there is.
const CODES: [&str; 14] = [
    code::FAILED,
    code::UNKNOWN_REQUEST,
    code::INVALID_PAYLOAD,
    code::MALFORMED,
    code::TOO_LARGE,
    code::TIMEOUT,
    code::INTERNAL,
    code::BUSY,
    code::CANCELLED,
    code::INITIALIZING,
    code::SHUTTING_DOWN,
    code::STREAM_REQUIRED,
    code::UNAUTHORIZED,
    "other",
];

/// The upper ends of the histogram's buckets: in microseconds, and in seconds as Prometheus has them.
const BUCKETS: [(u64, &str); 12] = [
    (25, "0.000025"),
    (50, "0.00005"),
    (100, "0.0001"),
    (250, "0.00025"),
    (1_000, "0.001"),
    (5_000, "0.005"),
    (25_000, "0.025"),
    (100_000, "0.1"),
    (500_000, "0.5"),
    (1_000_000, "1"),
    (5_000_000, "5"),
    (30_000_000, "30"),
];

#[derive(Debug, Default)]
struct Errors([AtomicU64; CODES.len()]);

impl Errors {
    fn count(&self, code: &str) {
        let place = CODES
            .iter()
            .position(|known| *known == code)
            .unwrap_or(CODES.len() - 1);
        self.0[place].fetch_add(1, Ordering::Relaxed);
    }

    /// Those that there have been.
    fn all(&self) -> Vec<(&'static str, u64)> {
        let counts = self.0.iter().map(|count| count.load(Ordering::Relaxed));
        CODES
            .into_iter()
            .zip(counts)
            .filter(|(_, count)| *count > 0)
            .collect()
    }
}

/// The counters of a whole server.
#[derive(Debug)]
pub(crate) struct ServerMeter {
    since: SystemTime,
    open: Arc<AtomicUsize>,
    all: AtomicU64,
    refused: Errors,
}

impl Default for ServerMeter {
    fn default() -> Self {
        Self {
            since: SystemTime::now(),
            open: Arc::default(),
            all: AtomicU64::default(),
            refused: Errors::default(),
        }
    }
}

/// A connection that is counted until it is dropped.
#[derive(Debug)]
pub(crate) struct Connected(Arc<AtomicUsize>);

impl ServerMeter {
    pub(crate) fn connects(&self) -> Connected {
        self.all.fetch_add(1, Ordering::Relaxed);
        self.open.fetch_add(1, Ordering::Relaxed);
        Connected(Arc::clone(&self.open))
    }

    /// Counts an error that has no route.
    pub(super) fn refuses(&self, code: &str) {
        self.refused.count(code);
    }

    /// When the server was made, since 1970.
    pub(crate) fn since(&self) -> Duration {
        self.since
            .duration_since(SystemTime::UNIX_EPOCH)
            .unwrap_or_default()
    }

    pub(crate) fn open_connections(&self) -> usize {
        self.open.load(Ordering::Relaxed)
    }

    pub(crate) fn all_connections(&self) -> u64 {
        self.all.load(Ordering::Relaxed)
    }

    pub(crate) fn refused(&self) -> Vec<(&'static str, u64)> {
        self.refused.all()
    }
}

impl Drop for Connected {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// The counters of one route.
#[derive(Clone, Debug, Default)]
pub(crate) struct RouteMeter(Arc<Counts>);

#[derive(Debug, Default)]
struct Counts {
    /// How many requests ended in each bucket; the last takes those that were slower.
    took: [AtomicU64; BUCKETS.len() + 1],
    microseconds: AtomicU64,
    errors: Errors,
}

/// The times of the requests of a route so far.
#[derive(Debug)]
pub(crate) struct Histogram {
    /// How many took at most so many seconds.
    pub(crate) buckets: Vec<(&'static str, u64)>,
    pub(crate) sum: Duration,
    pub(crate) count: u64,
}

impl RouteMeter {
    /// A request begins.
    pub(super) fn begins(&self) -> Measuring {
        Measuring {
            counts: Arc::clone(&self.0),
            begun: Instant::now(),
            error: Some(code::CANCELLED),
        }
    }

    pub(crate) fn histogram(&self) -> Histogram {
        let limits = BUCKETS.into_iter().map(|(_, limit)| limit).chain(["+Inf"]);
        let mut count = 0;
        let buckets = limits.zip(&self.0.took).map(|(limit, took)| {
            count += took.load(Ordering::Relaxed);
            (limit, count)
        });
        Histogram {
            buckets: buckets.collect(),
            sum: Duration::from_micros(self.0.microseconds.load(Ordering::Relaxed)),
            count,
        }
    }

    pub(crate) fn errors(&self) -> Vec<(&'static str, u64)> {
        self.0.errors.all()
    }
}

/// A request that is being answered; counted when it is dropped, as cancelled if it has no answer.
#[derive(Debug)]
pub(super) struct Measuring {
    counts: Arc<Counts>,
    begun: Instant,
    error: Option<&'static str>,
}

impl Measuring {
    /// It is done, and nobody wants to know how.
    pub(super) fn ended(&mut self) {
        self.error = None;
    }

    /// It has the answer `line`.
    pub(super) fn answered(&mut self, line: &[u8], id: &Id) {
        self.error = wire::error_code(line, id).map(known);
    }
}

fn known(code: &str) -> &'static str {
    CODES.into_iter().find(|known| *known == code).unwrap_or("other")
}

impl Drop for Measuring {
    fn drop(&mut self) {
        let took = u64::try_from(self.begun.elapsed().as_micros()).unwrap_or(u64::MAX);
        let bucket = BUCKETS
            .iter()
            .position(|(limit, _)| took <= *limit)
            .unwrap_or(BUCKETS.len());
        self.counts.took[bucket].fetch_add(1, Ordering::Relaxed);
        self.counts.microseconds.fetch_add(took, Ordering::Relaxed);
        if let Some(code) = self.error {
            self.counts.errors.count(code);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ipc::refusal::Refusal;

    fn id() -> Id {
        wire::id_of_prefix(br#"{"id":"a","#).unwrap()
    }

    #[test]
    fn an_answer_is_counted_by_its_time_and_its_code() {
        let meter = RouteMeter::default();
        let (mut reply, mut error) = (Vec::new(), Vec::new());
        wire::write_response(&mut reply, &id(), &r#"{"type":"error","code":"busy"}"#).unwrap();
        wire::write_error(
            &mut error,
            &id(),
            &Refusal::new(code::INTERNAL, "\"code\":\"busy\"".into()),
        );
        for line in [&reply, &error, &error] {
            meter.begins().answered(line, &id());
        }
        drop(meter.begins());
        assert_eq!(meter.errors(), [(code::INTERNAL, 2), (code::CANCELLED, 1)]);
        let histogram = meter.histogram();
        assert_eq!((histogram.count, histogram.buckets.last().unwrap().1), (4, 4));
        assert!(histogram.buckets.is_sorted_by_key(|(_, count)| *count));
    }

    #[test]
    fn an_unknown_code_is_counted_too() {
        let meter = ServerMeter::default();
        meter.refuses("new");
        meter.refuses(code::BUSY);
        assert_eq!(meter.refused(), [(code::BUSY, 1), ("other", 1)]);
    }

    #[test]
    fn a_connection_is_open_until_it_is_dropped() {
        let meter = ServerMeter::default();
        let one = meter.connects();
        drop(meter.connects());
        assert_eq!((meter.open_connections(), meter.all_connections()), (1, 2));
        drop(one);
        assert_eq!(meter.open_connections(), 0);
    }

    #[test]
    fn the_buckets_are_in_order_and_mean_what_they_say() {
        assert!(BUCKETS.is_sorted());
        for (microseconds, seconds) in BUCKETS {
            let seconds: f64 = seconds.parse().unwrap();
            assert!((Duration::from_micros(microseconds).as_secs_f64() - seconds).abs() < 1e-9);
        }
    }
}
