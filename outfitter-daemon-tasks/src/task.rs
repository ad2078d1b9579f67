//! Tasks whose futures are boxed, so that the runtime's code for them exists once for each result and not once for
//! each future (and each kind of runtime), which would have to be compiled in every program's build.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::task::JoinHandle;

/// Work of any kind with one type.
pub type Boxed<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// The same, with something that it borrows.
pub type Borrowing<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Does `work` on a thread that it may block.
///
/// # Panics
///
/// With the panic of `work`, and outside a tokio runtime.
pub async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let result = Arc::new(Mutex::new(None));
    let slot = Arc::clone(&result);
    let work: Box<dyn FnOnce() + Send> = Box::new(move || {
        let done = work();
        *slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(done);
    });
    if let Err(error) = tokio::task::spawn_blocking(work).await {
        std::panic::resume_unwind(error.into_panic());
    }
    let result = result.lock().unwrap_or_else(PoisonError::into_inner).take();
    match result {
        Some(result) => result,
        None => unreachable!("it is done"),
    }
}

/// As [`tokio::spawn`].
///
/// # Panics
///
/// Outside a tokio runtime.
pub fn spawn<T: Send + 'static>(work: impl Future<Output = T> + Send + 'static) -> JoinHandle<T> {
    let work: Boxed<T> = Box::pin(work);
    tokio::spawn(work)
}
