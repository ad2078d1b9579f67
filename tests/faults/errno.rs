//! Every system call that touches the daemon's files fails, in every way.

use std::sync::Mutex;

use crate::place::{Finished, Place};
use crate::trace::{Before, Call, calls, for_each, live_with};

const ERRORS: [&str; 6] = ["ENOSPC", "EIO", "EMFILE", "ENOLCK", "EACCES", "EINTR"];

/// What is wrong with how a life with a fault ended, if anything.
fn judge(place: &Place, line: &str, finished: &Finished) -> Result<(), String> {
    let Finished { status, stderr } = finished;
    if stderr.contains("panicked") {
        return Err("it panicked".into());
    }
    match status.code() {
        Some(0) => Ok(()),
        // The operating system stood in the way; or it took it for an attack.
        Some(71 | 77) if line.contains("AF_UNIX") || stderr.contains(place.base().to_str().unwrap()) => {
            Ok(())
        }
        Some(71 | 77) => Err("the message does not name the path".into()),
        _ => Err(format!("it ended with {status}")),
    }
}

fn every_error_at_every_call(before: Before) {
    let calls = calls(before);
    let cases: Vec<(&Call, &str, &str)> = calls
        .iter()
        .flat_map(|(call, line)| ERRORS.map(|error| (call, line.as_str(), error)))
        .collect();
    let wrong = Mutex::new(Vec::new());
    for_each(&cases, |place, (call, line, error)| {
        before.prepare(place);
        let finished = live_with(place, call, &format!("error={error}"));
        let left = place.files();
        let mut problems = Vec::from_iter(judge(place, line, &finished).err());
        if !left.is_empty() && !call.name.starts_with("unlink") {
            problems.push(format!("it left {left:?}"));
        }
        if !problems.is_empty() {
            let report = format!("{error} at `{line}`: {problems:?}: {finished:?}");
            wrong.lock().unwrap().push(report);
        }
        place.starts_and_stops(&format!("{error} at `{line}`, {before:?} before"));
    });
    let wrong = wrong.into_inner().unwrap();
    println!("{before:?} before: {} calls, {} cases", calls.len(), cases.len());
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        cases.len(),
        wrong.join("\n")
    );
    assert!(cases.len() > 400, "too few to prove anything: {calls:#?}");
}

#[test]
fn failing_anywhere_in_a_fresh_place() {
    every_error_at_every_call(Before::Nothing);
}

#[test]
fn failing_anywhere_beside_stale_files() {
    every_error_at_every_call(Before::StaleFiles);
}
