//! A daemon with a state: handlers in two modules, an error type of its own, a check, and a file that is read
//! at the start and written at the end.
//!
//!     cargo run --example key-value
//!
//! Then, from another terminal:
//!
//!     cargo run --example key-value-client set greeting hello
//!     cargo run --example key-value-client get greeting
//!     cargo run --example key-value-client keys

mod read;
mod write;

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use outfitter_daemon::prelude::*;
use outfitter_daemon_examples::key_value::Store;

/// What the handlers share. A clone is another handle of the same store.
#[derive(Clone, Debug)]
struct App {
    entries: Arc<Mutex<BTreeMap<String, String>>>,
    file: PathBuf,
}

impl App {
    async fn open(file: PathBuf) -> std::io::Result<Self> {
        let entries = match tokio::fs::read(&file).await {
            Ok(json) => serde_json::from_slice(&json)?,
            Err(error) if error.kind() == ErrorKind::NotFound => BTreeMap::new(),
            Err(error) => return Err(error),
        };
        Ok(Self {
            entries: Arc::new(Mutex::new(entries)),
            file,
        })
    }

    async fn save(&self) -> std::io::Result<()> {
        let json = serde_json::to_vec(&*self.entries())?;
        tokio::fs::write(&self.file, json).await
    }

    fn entries(&self) -> MutexGuard<'_, BTreeMap<String, String>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[health_check]
async fn file(State(app): State<App>) -> Result<(), String> {
    let folder = app.file.parent().ok_or("the file has no folder")?;
    tokio::fs::metadata(folder)
        .await
        .map(drop)
        .map_err(|error| error.to_string())
}

#[daemon(name = "key-value", protocol = Store)]
async fn main(daemon: Daemon) -> std::io::Result<App> {
    let file = std::env::temp_dir().join("key-value.json");
    let app = App::open(file).await?;
    daemon.on_shutdown({
        let app = app.clone();
        async move || app.save().await
    });
    Ok(app)
}
