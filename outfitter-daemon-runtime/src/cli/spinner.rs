//! Something that moves on a terminal while somebody waits.

use std::io::Write;
use std::time::Duration;

use super::output::Output;

const FRAMES: [&str; 4] = ["|", "/", "-", "\\"];
/// What is over sooner needs no sign.
const BEGIN: Duration = Duration::from_millis(300);
const TURN: Duration = Duration::from_millis(120);

/// Awaits `work`, and shows `what` is being waited for on standard error, if that is a terminal.
pub(super) async fn while_waiting<F: Future>(output: &Output, what: &str, work: F) -> F::Output {
    if !output.is_watched() {
        return work.await;
    }
    let mut work = std::pin::pin!(work);
    let mut shown = false;
    let mut frames = FRAMES.iter().cycle();
    let mut pause = BEGIN;
    let result = loop {
        if let Ok(result) = tokio::time::timeout(pause, &mut work).await {
            break result;
        }
        let frame = frames.next().unwrap_or(&"");
        show(&format!("\r{frame} {what} "));
        (shown, pause) = (true, TURN);
    };
    if shown {
        // Back to the beginning of the line, and nothing behind.
        show("\r\x1b[K");
    }
    result
}

fn show(text: &str) {
    let mut stderr = std::io::stderr().lock();
    // It is only for show.
    let _ = stderr.write_all(text.as_bytes()).and_then(|()| stderr.flush());
}
