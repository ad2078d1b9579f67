//! A runtime for a thread that has none.

use std::io;
use std::pin::{Pin, pin};

use tokio::runtime::Runtime;

/// Runs `future` on this thread, with a runtime for the purpose.
pub(crate) fn block_on<F: Future>(future: F) -> io::Result<F::Output> {
    Ok(block_on_in(&new()?, future))
}

/// As [`Runtime::block_on`], which is much code, and here exists once and not for each future.
pub(crate) fn block_on_in<F: Future>(runtime: &Runtime, future: F) -> F::Output {
    let mut output = None;
    {
        let mut work = pin!(async { output = Some(future.await) });
        let work: Pin<&mut dyn Future<Output = ()>> = work.as_mut();
        runtime.block_on(work);
    }
    match output {
        Some(output) => output,
        None => unreachable!("it runs to its end"),
    }
}

/// A runtime that does its work on the thread that waits for it.
pub(super) fn new() -> io::Result<Runtime> {
    tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .enable_time()
        .build()
}
