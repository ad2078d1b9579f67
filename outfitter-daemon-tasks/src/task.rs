//! Tasks whose futures are boxed, so that the runtime's code for them exists once for each result and not once for
//! each future (and each kind of runtime), which would have to be compiled in every program's build.

use std::pin::Pin;

use tokio::task::JoinHandle;

/// Work of any kind with one type.
pub type Boxed<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// As [`tokio::spawn`].
///
/// # Panics
///
/// Outside a tokio runtime.
pub fn spawn<T: Send + 'static>(work: impl Future<Output = T> + Send + 'static) -> JoinHandle<T> {
    let work: Boxed<T> = Box::pin(work);
    tokio::spawn(work)
}
