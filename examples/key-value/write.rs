//! Handlers that change something.

use outfitter_daemon::prelude::*;
use outfitter_daemon_examples::key_value::{StoreError, store};

use super::App;

#[ipc_handler]
async fn set(
    store::Set { key, value }: store::Set,
    State(app): State<App>,
) -> Result<Option<String>, StoreError> {
    if key.is_empty() {
        return Err(StoreError::EmptyKey);
    }
    Ok(app.entries().insert(key, value))
}
