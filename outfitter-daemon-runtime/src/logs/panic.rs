//! Panics as events, so that they reach the log in its format.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::panic::PanicHookInfo;

use crate::panic::panic_text;

/// From now on, panics are logged instead of being written to standard error as they are; a hook that the
/// program sets later takes over.
pub(super) fn to_log() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if tracing::enabled!(tracing::Level::ERROR) {
            log(panic);
        } else {
            // Nobody wants to hear of errors, but a panic is more than that.
            before(panic);
        }
    }));
}

fn log(panic: &PanicHookInfo<'_>) {
    let text = panic_text(panic.payload());
    let place = panic.location().map(ToString::to_string).unwrap_or_default();
    let thread = std::thread::current();
    let thread = thread.name().unwrap_or("unnamed");
    let backtrace = Backtrace::capture();
    if backtrace.status() == BacktraceStatus::Captured {
        tracing::error!(thread, at = place, %backtrace, "panicked: {text}");
    } else {
        tracing::error!(thread, at = place, "panicked: {text}");
    }
}
