//! A server that the test is itself, on a pipe.

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::path::Path;
use std::sync::Arc;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::windows::named_pipe::NamedPipeServer;
use tokio::runtime::{Builder, Runtime};

use super::windows_owned as owned;

/// A server that the test is itself.
#[derive(Debug)]
pub struct Server {
    name: OsString,
    threads: Arc<Threads>,
    waiting: NamedPipeServer,
}

/// One of its connections; reads and writes block.
#[derive(Debug)]
pub struct Accepted {
    threads: Arc<Threads>,
    pipe: NamedPipeServer,
}

/// What waits for pipes. It may be dropped by a test that is in a runtime itself, and so must not be waited for.
#[derive(Debug)]
struct Threads(Option<Runtime>);

impl Threads {
    fn wait<F: Future>(&self, future: F) -> F::Output {
        let runtime = self.0.as_ref().expect("there until it is dropped");
        runtime.block_on(future)
    }
}

impl Drop for Threads {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

impl Server {
    /// Serves the pipe `name`.
    ///
    /// # Errors
    ///
    /// If it cannot be made.
    pub fn bind(name: impl AsRef<Path>) -> io::Result<Self> {
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .enable_io()
            .build()?;
        let name = name.as_ref().as_os_str().to_owned();
        let inside = runtime.enter();
        let waiting = owned::create(&name, true)?;
        drop(inside);
        Ok(Self {
            name,
            threads: Arc::new(Threads(Some(runtime))),
            waiting,
        })
    }

    /// Waits for the next client.
    ///
    /// # Errors
    ///
    /// If the connection breaks.
    pub fn accept(&mut self) -> io::Result<Accepted> {
        self.threads.wait(self.waiting.connect())?;
        let next = self.threads.wait(async { owned::create(&self.name, false) })?;
        Ok(Accepted {
            threads: Arc::clone(&self.threads),
            pipe: std::mem::replace(&mut self.waiting, next),
        })
    }
}

impl Read for Accepted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.threads.wait(self.pipe.read(buffer)) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(0),
            read => read,
        }
    }
}

impl Write for Accepted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.threads.wait(self.pipe.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
