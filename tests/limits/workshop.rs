//! A server whose handlers work under policies until the test lets them end.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Mutex};

use outfitter_daemon::ipc::{CallContext, IpcClient, IpcServer, Limits, Policy, Router};
use outfitter_daemon_tests::{platform, within};
use serde::Deserialize;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::sync::watch;

use crate::line::Line;

/// What a client asks of a workshop: piece number `n`.
#[derive(Deserialize)]
pub(crate) struct Piece {
    n: u32,
}

/// What is going on in it.
#[derive(Clone)]
pub(crate) struct Shop {
    open: watch::Receiver<bool>,
    at_work: watch::Sender<usize>,
    most: Arc<AtomicUsize>,
    finished: Arc<AtomicUsize>,
    begun: Arc<Mutex<Vec<u32>>>,
}

impl Shop {
    fn begin(&self, piece: &Piece) -> AtWork {
        self.at_work.send_modify(|count| *count += 1);
        self.most.fetch_max(*self.at_work.borrow(), SeqCst);
        self.begun.lock().unwrap().push(piece.n);
        AtWork(self.clone())
    }
}

/// A piece in the making.
struct AtWork(Shop);

impl AtWork {
    fn finish(self) -> u32 {
        self.0.finished.fetch_add(1, SeqCst);
        self.0.begun.lock().unwrap().last().copied().unwrap()
    }
}

impl Drop for AtWork {
    fn drop(&mut self) {
        self.0.at_work.send_modify(|count| *count -= 1);
    }
}

/// The names of its requests: `work` and `block` are answered when the test says so, `echo` at once.
pub(crate) struct Workshop {
    pub(crate) server: IpcServer,
    pub(crate) shop: Shop,
    open: watch::Sender<bool>,
    _folder: TempDir,
}

impl Workshop {
    /// Opens one where `work` is done under `policy`, and so is `block` on a thread that it blocks.
    pub(crate) async fn open(policy: Policy) -> Self {
        Self::open_with(policy, Limits::default()).await
    }

    pub(crate) async fn open_with(policy: Policy, limits: Limits) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (open, opened) = watch::channel(false);
        let shop = Shop {
            open: opened,
            at_work: watch::channel(0).0,
            most: Arc::default(),
            finished: Arc::default(),
            begun: Arc::default(),
        };
        let mut server = IpcServer::new(platform::socket_in(folder.path()));
        server.set_limits(limits);
        server.set_router(router(policy, &shop));
        server.listen().await.unwrap();
        Self {
            server,
            shop,
            open,
            _folder: folder,
        }
    }

    pub(crate) async fn line(&self) -> Line {
        Line::to(self.server.path()).await
    }

    pub(crate) async fn client(&self) -> IpcClient {
        let client = IpcClient::new(self.server.path());
        client.connect().await.unwrap();
        client
    }

    /// Waits until so many pieces are in the making.
    pub(crate) async fn at_work(&self, count: usize) {
        let mut at_work = self.shop.at_work.subscribe();
        let reached = at_work.wait_for(|now| *now == count);
        within(&format!("{count} at work"), reached).await.unwrap();
    }

    /// Lets all pieces be finished, also those that are begun later.
    pub(crate) fn release(&self) {
        self.open.send_replace(true);
    }

    /// The numbers of all pieces that were begun, in that order.
    pub(crate) fn begun(&self) -> Vec<u32> {
        self.shop.begun.lock().unwrap().clone()
    }

    pub(crate) fn finished(&self) -> usize {
        self.shop.finished.load(SeqCst)
    }

    /// How many pieces were in the making at once.
    pub(crate) fn most(&self) -> usize {
        self.shop.most.load(SeqCst)
    }
}

fn router(policy: Policy, shop: &Shop) -> Router {
    let (work, block, own) = (shop.clone(), shop.clone(), shop.clone());
    Router::new()
        .on_with("work", policy, move |piece: Piece, _: CallContext| {
            let shop = work.clone();
            async move {
                let at_work = shop.begin(&piece);
                let mut open = shop.open.clone();
                let opened = open.wait_for(|open| *open).await;
                opened.map_err(|error| error.to_string())?;
                Ok::<_, String>(at_work.finish())
            }
        })
        .on_blocking("block", policy, move |piece: Piece, _: CallContext| {
            let at_work = block.begin(&piece);
            assert!(piece.n != 13, "as asked");
            while !*block.open.borrow() {
                std::thread::yield_now();
            }
            Ok::<_, String>(at_work.finish())
        })
        .on("held", move |piece: Piece, _: CallContext| {
            let shop = own.clone();
            async move {
                let _at_work = shop.begin(&piece);
                std::future::pending::<Result<(), String>>().await
            }
        })
        .on("echo", async |value: Value, _: CallContext| {
            Ok::<_, String>(value)
        })
}

/// The payload that asks for piece number `n`.
pub(crate) fn piece(name: &str, n: u32) -> Value {
    json!({ "type": name, "n": n })
}

impl Line {
    /// Waits until all lines sent so far have been taken: what is sent later is answered later.
    pub(crate) async fn taken(&mut self) {
        self.send("{\"id\":\"taken\",\"type\":\"request\",\"payload\":{\"type\":\"echo\"}}\n")
            .await;
        assert_eq!(self.answer().await["id"], "taken");
    }

    /// So many answers, by id: the payload or the code of the error.
    pub(crate) async fn answers(&mut self, count: usize) -> HashMap<u64, Value> {
        let mut answers = HashMap::new();
        for _ in 0..count {
            let mut answer = self.answer().await;
            let payload = answer["payload"].take();
            let what = payload.get("code").unwrap_or(&payload).clone();
            answers.insert(answer["id"].as_u64().unwrap(), what);
        }
        answers
    }
}
