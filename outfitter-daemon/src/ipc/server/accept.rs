//! From `listen` to `close`: the accept loop and the connections that it started.

use std::sync::Arc;
use std::time::Duration;

use tokio::task::{JoinHandle, JoinSet};
use tokio_util::sync::CancellationToken;

use super::connection::Connection;
use super::shared::Shared;
use crate::ipc::transport::{Listener, SocketFile};

/// The time between `listen` and `close`.
#[derive(Debug)]
pub(super) struct Session {
    shared: Arc<Shared>,
    /// None if the socket was bound by somebody else.
    file: Option<SocketFile>,
    closing: CancellationToken,
    accepting: JoinHandle<()>,
}

impl Session {
    pub(super) fn open(listener: Listener, file: Option<SocketFile>, shared: Arc<Shared>) -> Self {
        let closing = CancellationToken::new();
        let accepting = accept_all(listener, Arc::clone(&shared), closing.clone());
        Self {
            shared,
            file,
            closing,
            accepting: tokio::spawn(accepting),
        }
    }

    pub(super) fn shared(&self) -> &Arc<Shared> {
        &self.shared
    }

    /// Stops accepting and lets the connections finish; says whether they did within `limit`. Whatever is
    /// left is cut off.
    pub(super) async fn drain(&mut self, limit: Duration) -> bool {
        self.closing.cancel();
        if self.accepting.is_finished() {
            return true;
        }
        let drained = tokio::time::timeout(limit, &mut self.accepting).await.is_ok();
        self.accepting.abort();
        drained
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.closing.cancel();
        self.accepting.abort();
        if let Some(file) = &self.file {
            file.unlink();
        }
    }
}

/// Accepts until `closing`, then waits for the connections. Dropping the future drops them all.
async fn accept_all(listener: Listener, shared: Arc<Shared>, closing: CancellationToken) {
    let mut connections = JoinSet::new();
    let mut pause = Pause::default();
    loop {
        tokio::select! {
            () = closing.cancelled() => break,
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => {
                    pause = Pause::default();
                    let closing = closing.clone().cancelled_owned();
                    connections.spawn(Connection::new(stream, peer, Arc::clone(&shared), closing));
                }
                Err(error) => {
                    tracing::warn!(%error, "cannot accept a connection; waiting");
                    tokio::time::sleep(pause.next()).await;
                }
            },
            Some(ended) = connections.join_next() => log_end(ended),
        }
    }
    drop(listener);
    while let Some(ended) = connections.join_next().await {
        log_end(ended);
    }
}

fn log_end(ended: Result<std::io::Result<()>, tokio::task::JoinError>) {
    match ended {
        Ok(Ok(())) => {}
        // A client that goes away while it is written to is nobody's mistake.
        Ok(Err(error)) => tracing::debug!(%error, "a connection ended"),
        Err(error) => tracing::error!(%error, "a connection's task failed"),
    }
}

/// How long to wait when the process is out of descriptors: 10 ms, doubling to 1 s.
#[derive(Default)]
struct Pause(u32);

impl Pause {
    fn next(&mut self) -> Duration {
        let pause = Duration::from_millis(10) * 2_u32.pow(self.0);
        self.0 = (self.0 + 1).min(6);
        pause.min(Duration::from_secs(1))
    }
}
