//! Asking a daemon whose types are not known here: its health, its requests, and any one of them.

use std::time::Duration;

use serde_core::de::DeserializeOwned;
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};

use super::Control;
use super::error::ControlError;
use super::find::{Answering, Found};
use crate::ipc::{RawStream, RequestKind};
use crate::serial::{deserialize_fields, serialize_fields};

/// How long an answer to a request may take if nothing else is said, as with every client.
const CALL_TIMEOUT: Duration = Duration::from_secs(30);

/// A request that a daemon answers.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Route {
    /// Its name.
    pub name: String,
    /// Whether the answer is one value or a stream of them.
    pub kind: RequestKind,
    /// Whether it may be repeated.
    pub idempotent: bool,
    /// What it does.
    pub doc: String,
}

serialize_fields!(Route {
    name,
    kind,
    idempotent,
    doc
});
deserialize_fields!(impl<'de> Route { name, kind, idempotent, doc });

impl Control {
    /// The report of its health checks, as it gives it: `{"healthy": …, "status": …, "checks": …}`.
    ///
    /// # Errors
    ///
    /// * [`ControlError::NotRunning`] if there is no daemon.
    /// * [`ControlError::NoAnswer`] if it does not answer in time.
    /// * [`ControlError::Refused`] if it is one that knows no such request.
    /// * [`ControlError::Disconnected`], [`Answer`](ControlError::Answer) if it breaks off or talks nonsense.
    /// * those of [`status`](Self::status).
    ///
    /// # Cancel safety
    ///
    /// Cancel safe: it changes nothing.
    pub async fn health(&self) -> Result<Value, ControlError> {
        self.ask(&json!({ "type": "daemon.health" })).await
    }

    /// The requests that it answers.
    ///
    /// # Errors
    ///
    /// Those of [`health`](Self::health).
    ///
    /// # Cancel safety
    ///
    /// Cancel safe: it changes nothing.
    pub async fn routes(&self) -> Result<Vec<Route>, ControlError> {
        self.ask(&json!({ "type": "daemon.routes" })).await
    }

    /// Lets it reload, and waits until it has.
    ///
    /// # Errors
    ///
    /// Those of [`health`](Self::health). [`ControlError::Refused`] if it has nothing to reload, or the reload
    /// failed.
    ///
    /// # Cancel safety
    ///
    /// If the future is dropped, the reload goes on.
    pub async fn reload(&self) -> Result<(), ControlError> {
        let _: Value = self.ask(&json!({ "type": "daemon.reload" })).await?;
        Ok(())
    }

    /// Asks the request `name` with the members of `payload`, an object or null.
    ///
    /// While the daemon initializes, it is waited for.
    ///
    /// # Errors
    ///
    /// * [`ControlError::NoObject`] if `payload` is neither.
    /// * those of [`health`](Self::health); [`ControlError::Refused`] carries the request's own error.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future takes the request back; it may have been carried out.
    pub async fn call(&self, name: &str, payload: Value) -> Result<Replies, ControlError> {
        let mut message = members(payload)?;
        message.insert("type".into(), name.into());
        let daemon = self.running().await?;
        let timeout = if self.own_timeout {
            self.timeout
        } else {
            CALL_TIMEOUT
        };
        let failed = ControlError::of_asking(self.name.as_str(), timeout);
        if !self.is_stream(&daemon, name).await {
            let reply = daemon.client.ask_raw(&message, timeout).await.map_err(failed)?;
            return Ok(Replies(Kind::One(Some(reply))));
        }
        let stream = daemon
            .client
            .stream_raw(&message, timeout)
            .await
            .map_err(failed)?;
        Ok(Replies(Kind::Stream {
            stream,
            until: self.own_timeout.then(|| tokio::time::Instant::now() + timeout),
            timeout,
            name: self.name.to_string(),
        }))
    }

    /// A server that does not list its requests has no streams either.
    async fn is_stream(&self, daemon: &Answering, name: &str) -> bool {
        let routes = json!({ "type": "daemon.routes" });
        let routes = daemon.client.ask_raw::<Vec<Route>>(&routes, self.timeout).await;
        let is_it = |route: &Route| route.name == name && route.kind == RequestKind::Streams;
        routes.is_ok_and(|routes| routes.iter().any(is_it))
    }

    async fn ask<T: DeserializeOwned>(&self, message: &Value) -> Result<T, ControlError> {
        let daemon = self.running().await?;
        let reply = daemon.client.ask_raw(message, self.timeout).await;
        reply.map_err(ControlError::of_asking(self.name.as_str(), self.timeout))
    }

    async fn running(&self) -> Result<Answering, ControlError> {
        match self.find().await? {
            Found::Answers(daemon) => Ok(daemon),
            Found::Silent {
                pid, listens: true, ..
            } => Err(ControlError::NoAnswer {
                name: self.name.to_string(),
                pid,
                timeout: self.timeout,
            }),
            _ => Err(self.not_running()),
        }
    }
}

/// The answer to a request: one value, or those of a stream.
#[derive(Debug)]
pub struct Replies(Kind);

#[derive(Debug)]
enum Kind {
    One(Option<Box<RawValue>>),
    Stream {
        stream: RawStream,
        until: Option<tokio::time::Instant>,
        timeout: Duration,
        name: String,
    },
}

impl Replies {
    /// The next value, as the daemon wrote it; none after the last. After an error there is nothing more.
    ///
    /// # Errors
    ///
    /// Those of [`Control::call`], for a stream that breaks off.
    ///
    /// # Cancel safety
    ///
    /// Cancel safe: a value that is not given out stays for the next call.
    pub async fn next(&mut self) -> Option<Result<Box<RawValue>, ControlError>> {
        match &mut self.0 {
            Kind::One(reply) => reply.take().map(Ok),
            Kind::Stream {
                stream,
                until,
                timeout,
                name,
            } => {
                let next = match *until {
                    Some(until) => tokio::time::timeout_at(until, stream.next()).await,
                    None => Ok(stream.next().await),
                };
                let late = |_| {
                    Some(Err(ControlError::NoAnswer {
                        name: name.clone(),
                        pid: None,
                        timeout: *timeout,
                    }))
                };
                let failed = ControlError::of_asking(name, *timeout);
                next.map_or_else(late, |item| item.map(|item| item.map_err(failed)))
            }
        }
    }
}

fn members(payload: Value) -> Result<Map<String, Value>, ControlError> {
    let found = match payload {
        Value::Object(members) => return Ok(members),
        Value::Null => return Ok(Map::new()),
        Value::Array(_) => "an array",
        Value::String(_) => "a text",
        Value::Number(_) => "a number",
        Value::Bool(_) => "a truth value",
    };
    Err(ControlError::NoObject { found })
}
