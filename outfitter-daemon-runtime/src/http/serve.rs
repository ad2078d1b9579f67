//! One connection: one request and its answer, within a bounded time.

use std::convert::Infallible;
use std::io;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::time::timeout;

use super::access::{Trust, Via};
use super::answer::{Site, answer};
use crate::ipc::{Peer, Shared};
use crate::lifecycle::Daemon;
use crate::race::{First, race};

/// The longest head of a request, in bytes.
const MAX_HEAD: usize = 16 * 1024;
/// How long a connection may last: a slow head, a slow report and a slow reader together.
const LONGEST: Duration = Duration::from_mins(2);

/// A connection at work.
pub(crate) type Serving = Pin<Box<dyn Future<Output = io::Result<()>> + Send>>;

/// Serves a connection of the daemon's own socket, until it is answered or, before anything is asked, `closing`.
pub(crate) fn serve_socket<S, C>(
    stream: S,
    peer: Peer,
    shared: Arc<Shared>,
    daemon: Daemon,
    closing: C,
) -> Serving
where
    S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
    C: Future<Output = ()> + Send + 'static,
{
    let via = Via::Socket(Trust::of(peer));
    let site = Arc::new(Site { shared, daemon, via });
    Box::pin(serve(stream, site, closing))
}

/// Serves a connection.
pub(super) async fn serve<S>(stream: S, site: Arc<Site>, closing: impl Future<Output = ()>) -> io::Result<()>
where
    S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
{
    let head_timeout = site.shared.limits.line_timeout;
    let asked = Arc::new(AtomicBool::new(false));
    let service = service_fn(|request| {
        asked.store(true, Ordering::Relaxed);
        let site = Arc::clone(&site);
        async move { Ok::<_, Infallible>(answer(&site, &request).await) }
    });
    let connection = http1::Builder::new()
        .keep_alive(false)
        .half_close(true)
        .max_buf_size(MAX_HEAD)
        .timer(TokioTimer::new())
        .header_read_timeout(head_timeout)
        .serve_connection(TokioIo::new(stream), service);
    let served = async {
        let mut connection = pin!(connection);
        // What has come is taken first.
        if let First::Left(done) = race(connection.as_mut(), closing).await {
            return done;
        }
        if asked.load(Ordering::Relaxed) {
            connection.await
        } else {
            Ok(())
        }
    };
    match timeout(LONGEST, served).await {
        Ok(done) => done.map_err(io::Error::other),
        Err(_) => Err(io::ErrorKind::TimedOut.into()),
    }
}
