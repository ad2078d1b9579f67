//! What is said, word for word as scripts may read it. Whoever does not listen any more is no reason to fail.

use std::io::Write;

/// A line about the course of things, on standard output.
pub(crate) fn note(text: &str) {
    let _ = writeln!(std::io::stdout(), "[server-init] {text}");
}

/// A line about what went wrong, on standard error.
pub(crate) fn error(text: &str) {
    let _ = writeln!(std::io::stderr(), "[server-init] {text}");
}

/// The last line if all went well.
pub(crate) fn ok() {
    let _ = writeln!(std::io::stdout(), "ok");
}
