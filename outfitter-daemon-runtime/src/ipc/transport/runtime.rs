//! A runtime for a thread that has none.

use std::io;

/// Runs `future` on this thread, with a runtime for the purpose.
pub(crate) fn block_on<F: Future>(future: F) -> io::Result<F::Output> {
    Ok(new()?.block_on(future))
}

/// A runtime that does its work on the thread that waits for it.
pub(super) fn new() -> io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .enable_time()
        .build()
}
