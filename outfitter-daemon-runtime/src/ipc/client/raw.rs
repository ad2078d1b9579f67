//! Requests whose types only the daemon knows: what is asked and what is answered stays JSON.

use std::future::poll_fn;
use std::time::Duration;

use serde_core::Serialize;
use serde_core::de::DeserializeOwned;
use serde_json::value::RawValue;

use super::error::Failure;
use super::opening::{Items, Next, Opening};
use super::untyped::{IpcClient, Repeat};
use crate::ipc::error::ConnectionError;
use crate::serial::serialize_fields;

/// Why a request without types has no answer.
#[derive(Debug)]
pub(crate) enum RawFailure {
    /// The daemon answered with an error.
    Refused(Refused),
    /// It did not answer in time.
    Late,
    /// The connection was lost before the answer came.
    Gone,
    /// There is no connection.
    Connection(ConnectionError),
    /// What was to be sent or what came is not what it should be.
    Json(serde_json::Error),
}

/// An error reply as it came.
#[derive(Clone, Debug)]
pub struct Refused {
    /// What the daemon said.
    pub message: String,
    /// The kind of error, one of [`ipc::code`](crate::ipc::code); the TypeScript package's servers send none.
    pub code: Option<String>,
    /// The request's own error.
    pub data: Option<Box<RawValue>>,
}

serialize_fields!(Refused { message, code unless Option::is_none, data unless Option::is_none });

impl From<Failure> for RawFailure {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Remote(error) => Self::Refused(Refused {
                message: error.message,
                code: error.code,
                data: error.data,
            }),
            Failure::Gone { .. } => Self::Gone,
            Failure::Connection(error) => Self::Connection(error),
            Failure::Timeout { .. } => Self::Late,
            Failure::Encode(error) => Self::Json(error),
        }
    }
}

/// The items of a stream as they come; dropping it ends the stream.
#[derive(Debug)]
pub(crate) struct RawStream {
    /// None when the end has come.
    items: Option<Items>,
}

impl IpcClient {
    /// Asks `message` and waits for its answer, at most `timeout`, also while the daemon initializes.
    pub(crate) async fn ask_raw<T: DeserializeOwned>(
        &self,
        message: &impl Serialize,
        timeout: Duration,
    ) -> Result<T, RawFailure> {
        let payload = self.request(message, timeout, Repeat::Never).await?;
        payload.read().map_err(RawFailure::Json)
    }

    /// Asks for the stream of `message`, when the daemon has been initialized; waits for that at most `timeout`.
    pub(crate) async fn stream_raw(
        &self,
        message: &impl Serialize,
        timeout: Duration,
    ) -> Result<RawStream, RawFailure> {
        let mut opening = Opening::new(self.clone(), timeout);
        let items = poll_fn(|cx| opening.poll(cx, message)).await?;
        Ok(RawStream { items: Some(items) })
    }
}

impl RawStream {
    /// The next item; none when the stream has ended well.
    pub(crate) async fn next(&mut self) -> Option<Result<Box<RawValue>, RawFailure>> {
        let items = self.items.as_mut()?;
        match poll_fn(|cx| items.poll_next(cx)).await {
            Next::Item(item) => Some(item.read().map_err(RawFailure::Json)),
            Next::End(failure) => {
                self.items = None;
                failure.map(|failure| Err(failure.into()))
            }
        }
    }
}
