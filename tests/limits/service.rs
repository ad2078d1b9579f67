//! A server whose handlers tell the test how they are.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use outfitter_daemon::ipc::{IpcClient, IpcServer, Limits};
use outfitter_daemon_tests::{platform, within};
use serde_json::Value;
use tempfile::TempDir;
use tokio::sync::watch;

use crate::line::Line;

/// How often each number was asked.
type Numbers = Arc<Mutex<HashMap<u64, usize>>>;

/// A server that echoes, except for what is a word of these:
///
/// - `"hold"` is answered when the test says so,
/// - `"large"` with a mebibyte,
/// - `"later"` not at once,
/// - `"fail"` with an error, and `"panic"` with a panic,
/// - `"block"` when the test says so, without letting anything else run on its thread.
pub(crate) struct Service {
    server: IpcServer,
    socket: PathBuf,
    release: watch::Sender<bool>,
    at_work: watch::Receiver<usize>,
    begun: Arc<AtomicUsize>,
    numbers: Numbers,
    _folder: TempDir,
}

impl Service {
    pub(crate) async fn start(limits: Limits) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let socket = platform::socket_in(folder.path());
        let (release, gate) = watch::channel(false);
        let (count, at_work) = watch::channel(0);
        let begun = Arc::new(AtomicUsize::new(0));
        let numbers = Numbers::default();
        let mut server = IpcServer::new(&socket);
        server.set_limits(limits);
        server.on_message({
            let (begun, numbers) = (Arc::clone(&begun), Arc::clone(&numbers));
            move |message: Value| {
                if let Some(number) = message.as_u64() {
                    *numbers.lock().unwrap().entry(number).or_default() += 1;
                }
                begun.fetch_add(1, Ordering::Relaxed);
                answer(message, gate.clone(), AtWork::begin(&count))
            }
        });
        server.listen().await.unwrap();
        Self {
            server,
            socket,
            release,
            at_work,
            begun,
            numbers,
            _folder: folder,
        }
    }

    pub(crate) fn socket(&self) -> &Path {
        &self.socket
    }

    /// All numbers that were asked, and how often.
    pub(crate) fn numbers(&self) -> HashMap<u64, usize> {
        self.numbers.lock().unwrap().clone()
    }

    pub(crate) async fn line(&self) -> Line {
        Line::to(&self.socket).await
    }

    pub(crate) async fn client(&self) -> IpcClient {
        let client = IpcClient::new(&self.socket);
        client.connect().await.unwrap();
        client
    }

    /// Waits until so many handlers are at work.
    pub(crate) async fn at_work(&self, count: usize) {
        let mut at_work = self.at_work.clone();
        let reached = at_work.wait_for(|now| *now == count);
        within(&format!("{count} at work"), reached).await.unwrap();
    }

    /// How many handlers have begun so far.
    pub(crate) fn begun(&self) -> usize {
        self.begun.load(Ordering::Relaxed)
    }

    /// Lets everything be answered that is held.
    pub(crate) fn release(&self) {
        self.release.send(true).unwrap();
    }

    pub(crate) async fn close(mut self) {
        within("closed", self.server.close()).await;
    }
}

/// A handler at work.
struct AtWork(watch::Sender<usize>);

impl AtWork {
    fn begin(count: &watch::Sender<usize>) -> Self {
        count.send_modify(|count| *count += 1);
        Self(count.clone())
    }
}

impl Drop for AtWork {
    fn drop(&mut self) {
        self.0.send_modify(|count| *count -= 1);
    }
}

async fn answer(message: Value, mut gate: watch::Receiver<bool>, _at_work: AtWork) -> Result<Value, String> {
    match message.as_str() {
        Some("hold") => {
            let open = gate.wait_for(|open| *open).await;
            open.map_err(|error| error.to_string())?;
        }
        Some("large") => return Ok("x".repeat(1024 * 1024).into()),
        Some("block") => {
            while !*gate.borrow() {
                std::thread::yield_now();
            }
        }
        Some("later") => tokio::task::yield_now().await,
        Some("fail") => return Err("no".into()),
        Some("panic") => panic!("as asked"),
        _ => {}
    }
    Ok(message)
}
