//! The time between `listen` and `close`.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::task::JoinHandle;

use super::accept::{Acceptor, File, Rules};
use super::shared::Shared;
use crate::closing::Closing;
use crate::ipc::transport::{Listener, SocketFile};

/// A server that listens.
#[derive(Debug)]
pub(super) struct Session {
    shared: Arc<Shared>,
    file: File,
    closing: Closing,
    accepting: JoinHandle<()>,
}

impl Session {
    pub(super) fn open(
        listener: Listener,
        file: Option<SocketFile>,
        shared: Arc<Shared>,
        rules: Rules,
    ) -> Self {
        let closing = Closing::default();
        let file: File = Arc::new(Mutex::new(file));
        let acceptor = Acceptor::new(
            listener,
            Arc::clone(&file),
            Arc::clone(&shared),
            rules,
            closing.clone(),
        );
        Self {
            shared,
            file,
            closing,
            accepting: crate::task::spawn(acceptor.run()),
        }
    }

    pub(super) fn shared(&self) -> &Arc<Shared> {
        &self.shared
    }

    /// Removes the socket file at once, from a thread that has no runtime.
    pub(super) fn file(&self) -> File {
        Arc::clone(&self.file)
    }

    /// Stops accepting and lets the connections finish. What is left after `limit` is cut off; gives the
    /// handlers that were still at work.
    pub(super) async fn drain(&mut self, limit: Duration) -> Vec<String> {
        self.closing.begin();
        let finished = async {
            if !self.accepting.is_finished() {
                // Its task is not cancelled, and has nothing that can panic.
                let _ = (&mut self.accepting).await;
            }
            // Some handlers outlast their connections.
            self.shared.idle().await;
        };
        if tokio::time::timeout(limit, finished).await.is_ok() {
            return Vec::new();
        }
        let unfinished = self.shared.at_work();
        self.accepting.abort();
        self.shared.cut_off();
        unfinished
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.closing.begin();
        self.accepting.abort();
        self.shared.cut_off();
        if let Some(file) = self.file.lock().unwrap_or_else(PoisonError::into_inner).take() {
            file.unlink();
        }
    }
}
