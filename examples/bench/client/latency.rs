//! One call after the other.

use std::time::Instant;

use crate::options::Options;
use crate::report::Measure;
use crate::{Outcome, connect, echo};

pub(crate) async fn run(options: &Options) -> Outcome {
    let client = connect(options).await?;
    let mut each = Vec::with_capacity(options.n);
    let (measure, begin) = (Measure::start(), Instant::now());
    let mut before = begin;
    while goes_on(options, each.len(), begin) {
        echo(&client, &options.text).await?;
        let now = Instant::now();
        each.push(now - before);
        before = now;
    }
    println!("{}", measure.latency(each, options.text.len()));
    Ok(())
}

/// At least `--n` calls; for large texts, at least `--duration-ms` as well.
pub(crate) fn goes_on(options: &Options, calls: usize, begin: Instant) -> bool {
    calls < options.n || (options.workload == "large" && begin.elapsed() < options.duration)
}
