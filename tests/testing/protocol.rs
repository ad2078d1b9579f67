//! A small service, and its handlers.

use std::sync::Mutex;

use outfitter_daemon::prelude::*;
use outfitter_daemon::schemars::{self, JsonSchema};
use serde::{Deserialize, Serialize};

/// What the shop does.
#[ipc_protocol(schema)]
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Shop {
    /// What there is.
    #[ipc(returns = Stock, idempotent)]
    Look,
    /// Takes some of it.
    #[ipc(returns = u64, error = SoldOut)]
    Take {
        /// How many.
        count: u64,
        /// For whom.
        #[serde(default)]
        name: Option<String>,
    },
    /// Counts it.
    #[ipc(stream = u64, error = ClientGone)]
    Count { to: u64 },
    /// Never answers.
    #[ipc(returns = ())]
    Hang,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Stock {
    pub(crate) left: u64,
    pub(crate) pid: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, thiserror::Error)]
#[error("only {left} left")]
pub(crate) struct SoldOut {
    pub(crate) left: u64,
}

/// What the handlers share.
#[derive(Debug)]
pub(crate) struct Shelf {
    pub(crate) left: Mutex<u64>,
}

impl Shelf {
    pub(crate) fn with(left: u64) -> Self {
        Self {
            left: Mutex::new(left),
        }
    }
}

#[ipc_handler]
async fn look(_: shop::Look, State(shelf): State<Shelf>) -> Stock {
    let left = *shelf.left.lock().unwrap();
    Stock {
        left,
        pid: std::process::id(),
    }
}

#[ipc_handler]
async fn take(request: shop::Take, State(shelf): State<Shelf>) -> Result<u64, SoldOut> {
    let mut left = shelf.left.lock().unwrap();
    *left = left.checked_sub(request.count).ok_or(SoldOut { left: *left })?;
    Ok(*left)
}

#[ipc_handler]
async fn count(shop::Count { to }: shop::Count, mut numbers: Events<u64>) -> Result<(), ClientGone> {
    for number in 0..to {
        numbers.send(number).await?;
    }
    Ok(())
}

#[ipc_handler]
async fn hang(_: shop::Hang) {
    std::future::pending::<()>().await;
}

#[health_check]
async fn shelf_is_full(State(shelf): State<Shelf>) -> Result<(), String> {
    if *shelf.left.lock().unwrap() > 0 {
        Ok(())
    } else {
        Err("sold out".into())
    }
}

/// Another service in the same program, with a state of its own.
#[ipc_protocol]
pub(crate) enum Bank {
    #[ipc(returns = String)]
    Name,
}

#[ipc_handler]
async fn name(_: bank::Name, State(name): State<String>) -> String {
    name.to_string()
}
