//! Many calls at once: as many callers as there are clients, each with one call at a time.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use outfitter_daemon_examples::bench::RequestClient;
use tokio::time::sleep;

use crate::options::Options;
use crate::report::Measure;
use crate::{Outcome, echo};

/// Counts calls for `--duration-ms`, after a fifth of it to get going.
pub(crate) async fn run(clients: Vec<RequestClient>, options: &Options) -> Outcome {
    let count = Arc::new(AtomicUsize::new(0));
    let callers = clients.into_iter().map(|client| {
        let (count, text) = (Arc::clone(&count), Arc::clone(&options.text));
        tokio::spawn(async move {
            loop {
                if let Err(error) = echo(&client, &text).await {
                    return error;
                }
                count.fetch_add(1, Ordering::Relaxed);
            }
        })
    });
    let callers: Vec<_> = callers.collect();
    sleep(options.duration / 5).await;
    let (before, measure) = (count.load(Ordering::Relaxed), Measure::start());
    sleep(options.duration).await;
    let calls = count.load(Ordering::Relaxed) - before;
    let report = measure.throughput(calls, options.text.len());
    for caller in callers {
        if caller.is_finished() {
            return Err(caller.await?);
        }
        caller.abort();
    }
    println!("{report}");
    Ok(())
}
