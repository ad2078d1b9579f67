//! Handlers that only look.

use outfitter_daemon::prelude::*;
use outfitter_daemon_examples::key_value::{StoreError, store};

use super::App;

#[ipc_handler]
async fn get(store::Get { key }: store::Get, State(app): State<App>) -> Result<String, StoreError> {
    let found = app.entries().get(&key).cloned();
    found.ok_or(StoreError::NotFound { key })
}

#[ipc_handler]
async fn keys(
    request: store::Keys,
    State(app): State<App>,
    mut keys: Events<String>,
) -> Result<(), StoreError> {
    let found: Vec<String> = app
        .entries()
        .keys()
        .filter(|key| key.starts_with(&request.prefix))
        .cloned()
        .collect();
    for key in found {
        keys.send(key).await?;
    }
    Ok(())
}
