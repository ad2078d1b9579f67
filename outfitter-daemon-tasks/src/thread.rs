//! Threads that nobody waits for.

use std::io;

/// Starts one called `name`. Its work is boxed, so that the code that starts a thread is compiled once for all of them.
///
/// # Errors
///
/// The operating system starts no further thread.
pub fn start(name: &str, work: impl FnOnce() + Send + 'static) -> io::Result<()> {
    let work: Box<dyn FnOnce() + Send> = Box::new(work);
    std::thread::Builder::new().name(name.to_owned()).spawn(work)?;
    Ok(())
}
