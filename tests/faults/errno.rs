//! Every system call that touches the daemon's files fails, in every way.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::place::{Finished, Place};
use crate::trace::{Before, Call, calls, for_each, is_ours, live_with};

const ERRORS: [&str; 6] = ["ENOSPC", "EIO", "EMFILE", "ENOLCK", "EACCES", "EINTR"];

/// What is wrong with how a life ended in which the call `hit` failed, if anything.
fn judge(place: &Place, before: Before, hit: &str, finished: &Finished) -> Vec<String> {
    let Finished { status, stderr } = finished;
    let mut problems = Vec::new();
    match status.code() {
        Some(0) => {}
        // The operating system stood in the way.
        Some(71) => {
            let names_the_path = stderr.contains(place.base().to_str().unwrap());
            if hit.contains(place.base().to_str().unwrap()) && !names_the_path {
                problems.push("the message does not name the path".into());
            }
            if !stderr
                .lines()
                .any(|line| line.starts_with("holder: `holder` cannot "))
            {
                problems.push("it does not say what it could not do".into());
            }
            let left = place.files();
            if matches!(before, Before::Nothing) && !hit.starts_with("unlink") && !left.is_empty() {
                problems.push(format!("it left {left:?}"));
            }
        }
        _ => problems.push(format!("it ended with {status}")),
    }
    problems
}

fn every_error_at_every_call(before: Before) {
    let calls = calls(before);
    let cases: Vec<(&Call, &str, &str)> = calls
        .iter()
        .flat_map(|(call, line)| ERRORS.map(|error| (call, line.as_str(), error)))
        .collect();
    let (wrong, judged) = (Mutex::new(Vec::new()), AtomicUsize::new(0));
    for_each(&cases, |place, (call, line, error)| {
        before.prepare(place);
        let (finished, hit) = live_with(place, call, &format!("error={error}"));
        // Another thread's call of that name and number may be the C library's, which has its own ways.
        if let [hit] = &hit[..]
            && is_ours(place, hit)
        {
            judged.fetch_add(1, Ordering::Relaxed);
            for problem in judge(place, before, hit, &finished) {
                let report = format!("{error} at `{hit}`: {problem}: {finished:?}");
                wrong.lock().unwrap().push(report);
            }
        }
        place.starts_and_stops(&format!("{error} at `{line}`, {before:?} before"));
    });
    let (wrong, judged) = (wrong.into_inner().unwrap(), judged.into_inner());
    println!(
        "{before:?} before: {} calls, {judged} of {} cases judged",
        calls.len(),
        cases.len()
    );
    assert!(
        wrong.is_empty(),
        "{} of {judged}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(judged > 350, "too few to prove anything: {calls:#?}");
}

#[test]
fn failing_anywhere_in_a_fresh_place() {
    every_error_at_every_call(Before::Nothing);
}

#[test]
fn failing_anywhere_beside_stale_files() {
    every_error_at_every_call(Before::StaleFiles);
}
