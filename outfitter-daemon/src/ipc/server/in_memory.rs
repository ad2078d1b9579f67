//! Connections without a listener, for a daemon that lives in its test.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::task::JoinSet;

use super::connection::Connection;
use super::shared::Shared;
use crate::closing::Closing;
use crate::ipc::transport::{self, ClientStream};

/// The connections of one daemon. When they are dropped, they are cut.
#[derive(Debug)]
pub(crate) struct Connections {
    shared: Arc<Shared>,
    closing: Closing,
    tasks: Mutex<JoinSet<io::Result<()>>>,
}

impl Connections {
    pub(crate) fn new(shared: Arc<Shared>) -> Self {
        Self {
            shared,
            closing: Closing::default(),
            tasks: Mutex::default(),
        }
    }

    /// Makes another, and gives the client's end of it.
    pub(crate) fn open(&self) -> io::Result<ClientStream> {
        let (server, client, peer) = transport::pair()?;
        let closing = self.closing.begun();
        let connection = Connection::new(server, peer, Arc::clone(&self.shared), closing);
        self.tasks().spawn(connection);
        Ok(client)
    }

    /// Takes no more requests and waits for the answers to those there are.
    pub(crate) async fn drain(&self, limit: Duration) {
        self.closing.begin();
        let mut tasks = std::mem::take(&mut *self.tasks());
        let all = async {
            while tasks.join_next().await.is_some() {}
            self.shared.idle().await;
        };
        if tokio::time::timeout(limit, all).await.is_err() {
            tracing::warn!("requests were not finished in time: {:?}", self.shared.at_work());
            self.shared.cut_off();
        }
    }

    /// Ends all connections, as if the process had died.
    pub(crate) fn cut(&self) {
        drop(std::mem::take(&mut *self.tasks()));
        self.shared.cut_off();
    }

    fn tasks(&self) -> std::sync::MutexGuard<'_, JoinSet<io::Result<()>>> {
        self.tasks.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
