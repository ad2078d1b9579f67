//! A whole connection: what is said on it, and all that comes back.

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
use unix::until_the_end;
#[cfg(windows)]
use windows::until_the_end;

use tokio::io::{AsyncWrite, AsyncWriteExt};

use crate::service::Service;

/// Sends the parts one by one, then no more, and gives all that comes back.
pub(crate) async fn converse(service: &Service, parts: &[&[u8]]) -> String {
    outfitter_daemon_tests::within("the end of the conversation", until_the_end(service, parts)).await
}

async fn say(parts: &[&[u8]], writer: &mut (impl AsyncWrite + Unpin)) {
    for part in parts {
        writer.write_all(part).await.unwrap();
        tokio::task::yield_now().await;
    }
}
