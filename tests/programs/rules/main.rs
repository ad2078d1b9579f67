//! A daemon whose handlers have policies, and requests that are not answered.

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

use std::sync::{Barrier, Mutex};

use outfitter_daemon::prelude::*;
use outfitter_daemon_tests::rules::request;

#[cfg(unix)]
use unix::main;
#[cfg(windows)]
use windows::main;

/// What was noted.
#[derive(Debug, Default)]
struct Notes(Mutex<Vec<String>>);

impl Notes {
    fn add(&self, text: String) {
        if let Ok(mut notes) = self.0.lock() {
            notes.push(text);
        }
    }
}

#[ipc_handler]
async fn note(request::Note { text }: request::Note, State(notes): State<Notes>) {
    notes.add(text);
}

#[ipc_handler]
async fn note_later(request: request::NoteLater, State(notes): State<Notes>, daemon: Daemon) {
    notes.add(format!("{} soon", request.text));
    wait_for_go(&daemon).await;
    notes.add(request.text);
}

#[ipc_handler]
async fn fail(_: request::Fail) -> Result<(), std::num::ParseIntError> {
    "no number".parse::<u8>().map(drop)
}

#[ipc_handler]
async fn notes(_: request::Notes, State(notes): State<Notes>) -> Vec<String> {
    notes.0.lock().map(|notes| notes.clone()).unwrap_or_default()
}

/// Where two handlers wait for each other, which they can only do on two threads.
static MEETING: Barrier = Barrier::new(2);

/// The thread that this blocks until another is there, too.
fn blocks() -> String {
    MEETING.wait();
    format!("{:?}", std::thread::current().id())
}

#[ipc_handler(blocking, max_in_flight = 8)]
fn thread(_: request::Thread) -> String {
    blocks()
}

#[ipc_handler(blocking)]
async fn thread_async(_: request::ThreadAsync) -> String {
    tokio::time::sleep(std::time::Duration::from_millis(1)).await;
    blocks()
}

#[ipc_handler(concurrency = "serial", max_in_flight = 2, cancel = "never", timeout = "1m")]
async fn alone(_: request::Alone, daemon: Daemon) {
    wait_for_go(&daemon).await;
}

#[ipc_handler(allow = "any")]
async fn who(_: request::Who, peer: Peer) -> Option<u32> {
    peer.uid()
}

async fn wait_for_go(daemon: &Daemon) {
    let go = daemon.status().lock.unwrap_or_default().with_file_name("go");
    while !go.exists() {
        tokio::task::yield_now().await;
    }
}
