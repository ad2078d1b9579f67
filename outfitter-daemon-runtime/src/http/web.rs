//! A loopback port on which HTTP is served: from the socket's binding to the last shutdown handler.

use std::future::poll_fn;
use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

use super::access::Via;
use super::address::Settings;
use super::answer::Site;
use super::error::HttpError;
use super::serve::serve;
use super::token::{Token, TokenFile};
use crate::closing::Closing;
use crate::ipc::Shared;
use crate::lifecycle::Daemon;
use crate::race::{First, race};

/// How many connections there may be at once. They are counted apart from those of the socket, so that whoever
/// can reach the port cannot take these from the daemon's user.
const MAX_CONNECTIONS: usize = 64;
/// How long to wait when the process is out of descriptors.
const PAUSE: Duration = Duration::from_millis(100);
/// How long an answer that is on its way may take at the end.
const FAREWELL: Duration = Duration::from_millis(500);
/// What a client is told for whom there is no room.
const BUSY: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";

/// A port that is bound, if there is to be one; clients wait until it is [opened](Web::open).
#[derive(Debug, Default)]
pub(crate) struct Bound(Option<Port>);

struct Port {
    listener: TcpListener,
    address: SocketAddr,
    token: Token,
    file: Option<TokenFile>,
}

/// The port, if there is one. Dropping it closes it.
#[derive(Debug, Default)]
pub(crate) struct Web(Option<Listening>);

#[derive(Debug)]
struct Listening {
    closing: Closing,
    accepting: JoinHandle<()>,
    _token: Option<TokenFile>,
}

impl Bound {
    /// Binds the port that the settings name; the token is kept in `token_file`.
    ///
    /// # Errors
    ///
    /// [`HttpError::Bind`] and [`HttpError::TokenFile`].
    pub(crate) async fn new(settings: Option<Settings>, token_file: &Path) -> Result<Self, HttpError> {
        let Some(Settings {
            address,
            variable,
            token,
        }) = settings
        else {
            return Ok(Self(None));
        };
        let bound = TcpListener::bind(address).await;
        let listener = bound.map_err(|source| HttpError::Bind {
            address,
            variable,
            source,
        })?;
        let address = listener.local_addr().unwrap_or(address);
        let (token, file) = Token::given_or_new(token, token_file)?;
        Ok(Self(Some(Port {
            listener,
            address,
            token,
            file,
        })))
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> Option<SocketAddr> {
        self.0.as_ref().map(|port| port.address)
    }
}

impl Web {
    /// Serves what comes to the port.
    pub(crate) fn open(Bound(port): Bound, shared: &Arc<Shared>, daemon: &Daemon) -> Self {
        let Some(Port {
            listener,
            address,
            token,
            file,
        }) = port
        else {
            return Self(None);
        };
        let site = Site {
            shared: Arc::clone(shared),
            daemon: daemon.clone(),
            via: Via::Port(token),
        };
        let closing = Closing::default();
        tracing::info!(%address, "serving HTTP");
        let accepting = tokio::spawn(accept(listener, Arc::new(site), closing.clone()));
        Self(Some(Listening {
            closing,
            accepting,
            _token: file,
        }))
    }

    /// Closes the port; what is being answered is finished, for a moment at most.
    pub(crate) async fn close(&mut self) {
        if let Some(mut listening) = self.0.take() {
            listening.closing.begin();
            if tokio::time::timeout(FAREWELL, &mut listening.accepting)
                .await
                .is_err()
            {
                tracing::debug!("an answer over HTTP was cut off");
            }
        }
    }
}

/// Without the token.
impl std::fmt::Debug for Port {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Port")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

/// Accepts until it is told to close, then waits for what is being answered.
async fn accept(listener: TcpListener, site: Arc<Site>, closing: Closing) {
    let mut connections = JoinSet::new();
    let mut begun = closing.begun();
    loop {
        let ended = poll_fn(|cx| match connections.poll_join_next(cx) {
            Poll::Ready(Some(ended)) => Poll::Ready(ended),
            Poll::Ready(None) | Poll::Pending => Poll::Pending,
        });
        match race(&mut begun, race(ended, listener.accept())).await {
            First::Left(()) => break,
            First::Right(First::Left(ended)) => log_end(ended),
            First::Right(First::Right(accepted)) => match accepted {
                Ok((stream, _)) if connections.len() >= MAX_CONNECTIONS => turn_away(&stream),
                Ok((stream, _)) => {
                    let counted = site.shared.meter().connects();
                    let serving = serve(stream, Arc::clone(&site), closing.begun());
                    connections.spawn(async move {
                        let _counted = counted;
                        serving.await
                    });
                }
                Err(error) => {
                    tracing::warn!(%error, "cannot accept a connection for HTTP; waiting");
                    tokio::time::sleep(PAUSE).await;
                }
            },
        }
    }
    drop(listener);
    while let Some(ended) = connections.join_next().await {
        log_end(ended);
    }
}

fn turn_away(stream: &TcpStream) {
    tracing::warn!(
        limit = MAX_CONNECTIONS,
        "turned away a client: too many connections for HTTP"
    );
    // A new connection has room for a line, and whoever does not read it learns as much from the end.
    let _ = stream.try_write(BUSY);
}

fn log_end(ended: Result<io::Result<()>, tokio::task::JoinError>) {
    match ended {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::debug!(%error, "a connection for HTTP ended"),
        Err(error) => tracing::error!(%error, "the task of a connection for HTTP failed"),
    }
}
