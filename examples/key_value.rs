//! The protocol of `key-value`.

use outfitter_daemon::prelude::*;
use serde::{Deserialize, Serialize};

/// A store of texts by name.
#[ipc_protocol]
#[derive(Debug)]
pub enum Store {
    /// The text of a key.
    #[ipc(returns = String, error = StoreError, idempotent)]
    Get {
        /// The key.
        key: String,
    },
    /// Stores a text; gives the one that was there before.
    #[ipc(returns = Option<String>, error = StoreError)]
    Set {
        /// The key.
        key: String,
        /// The text.
        value: String,
    },
    /// All keys that begin with a prefix, one by one.
    #[ipc(stream = String, error = StoreError)]
    Keys {
        /// The prefix; all keys if it is left out.
        #[serde(default)]
        prefix: String,
    },
}

/// What can go wrong in the store.
#[derive(Debug, thiserror::Error, Serialize, Deserialize)]
pub enum StoreError {
    /// There is no such key.
    #[error("no key `{key}`")]
    NotFound {
        /// The key.
        key: String,
    },
    /// A key needs a name.
    #[error("the key is empty")]
    EmptyKey,
    /// Nobody reads the stream any more.
    #[error(transparent)]
    Gone(#[from] ClientGone),
}
