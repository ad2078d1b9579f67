//! Killed at every system call that touches the daemon's files, from its first to its last.

use std::os::unix::process::ExitStatusExt;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::trace::{Before, Call, calls, for_each, live_with};

fn killed_at_every_call(before: Before) {
    let calls: Vec<(Call, String)> = calls(before).into_iter().collect();
    let killed = AtomicUsize::new(0);
    for_each(&calls, |place, (call, line)| {
        before.prepare(place);
        let (finished, _) = live_with(place, call, "signal=KILL");
        killed.fetch_add(
            usize::from(finished.status.signal() == Some(9)),
            Ordering::Relaxed,
        );
        place.starts_and_stops(&format!("a kill at `{line}`, {before:?} before"));
    });
    let killed = killed.into_inner();
    println!("{before:?} before: {} calls, {killed} kills", calls.len());
    // A thread may make a call more or less in one life than in another.
    assert!(
        calls.len() > 60 && killed * 10 >= calls.len() * 9,
        "{killed} of {calls:#?}"
    );
}

#[test]
fn killed_anywhere_in_a_fresh_place() {
    killed_at_every_call(Before::Nothing);
}

#[test]
fn killed_anywhere_beside_stale_files() {
    killed_at_every_call(Before::StaleFiles);
}
