//! Well-behaved and hostile clients side by side.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use outfitter_daemon::ipc::{IpcClient, Limits};
use serde_json::Value;
use tokio::runtime::Runtime;
use tokio::task::JoinSet;

use crate::hostile::Harm;
use crate::service::Service;

/// How many of each kind of harm there are at any time.
const EACH: usize = 3;
const WELL_BEHAVED: u64 = 8;
/// The longest that a well-behaved client may wait, on a machine that has much else to do.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long to go on: `SOAK_SECONDS`, or 5 s.
fn duration() -> Duration {
    let seconds = std::env::var("SOAK_SECONDS").ok();
    Duration::from_secs(seconds.map_or(5, |seconds| seconds.parse().expect("a number of seconds")))
}

fn limits() -> Limits {
    let short = Duration::from_millis(200);
    Limits::default()
        .max_line(64 * 1024)
        .max_in_flight(16)
        .max_connections(200)
        .line_timeout(short)
        .write_timeout(short)
}

fn runtime() -> Runtime {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap()
}

/// Asks one thing after the other; gives how many there were and the longest time that one took.
async fn behave(socket: PathBuf, which: u64, until: Instant) -> (u64, Duration) {
    let client = IpcClient::new(socket);
    client.connect().await.unwrap();
    let (mut count, mut longest) = (0, Duration::ZERO);
    while Instant::now() < until {
        let (message, begun) = (which << 32 | count, Instant::now());
        let answer = client.send::<u64>(message).await.unwrap();
        assert_eq!(answer, message, "somebody else's answer");
        longest = longest.max(begun.elapsed());
        count += 1;
    }
    (count, longest)
}

async fn harm(socket: PathBuf, harm: Harm, until: Instant) -> (Harm, usize) {
    let mut rounds = 0;
    while Instant::now() < until {
        // A server that does nothing against it is left to it until the end.
        let left = until.saturating_duration_since(Instant::now());
        if let Ok(ended) = tokio::time::timeout(left, harm.once(&socket, rounds)).await {
            rounds += 1;
            drop(ended);
        }
    }
    (harm, rounds)
}

async fn soak(socket: &Path, until: Instant) -> u64 {
    let mut hostile: JoinSet<_> = (0..EACH)
        .flat_map(|_| Harm::ALL)
        .map(|kind| harm(socket.to_owned(), kind, until))
        .collect();
    let mut well_behaved: JoinSet<_> = (0..WELL_BEHAVED)
        .map(|which| behave(socket.to_owned(), which, until))
        .collect();
    let answered = AtomicU64::new(0);
    while let Some(ended) = well_behaved.join_next().await {
        let (count, longest) = ended.unwrap();
        assert!(
            count > 0 && longest < PATIENCE,
            "{count} requests, the longest took {longest:?}"
        );
        answered.fetch_add(count, Ordering::Relaxed);
    }
    let mut rounds_of = HashMap::new();
    while let Some(ended) = hostile.join_next().await {
        let (kind, rounds) = ended.unwrap();
        *rounds_of.entry(kind).or_insert(0) += rounds;
    }
    for (kind, rounds) in rounds_of {
        assert!(rounds > 0, "{kind:?} was endured for ever");
    }
    answered.into_inner()
}

#[test]
fn well_behaved_clients_are_served_among_hostile_ones() {
    // The server's threads are its own, as in a process.
    let (theirs, ours) = (runtime(), runtime());
    let service = theirs.block_on(theirs.spawn(Service::start(limits()))).unwrap();
    let socket = service.socket().to_owned();
    let answered = ours.block_on(soak(&socket, Instant::now() + duration()));
    // Each well-behaved request was carried out, and once.
    let numbers = service.numbers();
    assert_eq!(numbers.len() as u64, answered);
    assert!(numbers.values().all(|times| *times == 1));
    ours.block_on(async {
        service.at_work(0).await;
        // The server may still be busy with closing connections.
        while let Err(error) = service.client().await.send::<Value>("fine").await {
            assert!(error.is_retryable(), "{error:?}");
        }
    });
    theirs.block_on(service.close());
}
