//! One request on its way through a handler: what `#[ipc_handler]` code is handed and gives back.

use std::any::TypeId;
use std::cell::RefCell;
use std::pin::Pin;
use std::sync::Arc;

use serde::Serialize;
use tokio::sync::{Semaphore, mpsc};

use super::shared::Shared;
use crate::health::Verdict;
use crate::ipc::message::Message;
use crate::ipc::refusal::Refusal;
use crate::ipc::transport::Peer;
use crate::ipc::wire::{self, Id, code};
use crate::lifecycle::Daemon;

/// What a handler or a check needs that the daemon may not have.
#[derive(Clone, Copy, Debug)]
pub struct Need {
    pub(crate) type_id: TypeId,
    pub(crate) type_name: &'static str,
}

/// A request for one handler.
///
/// A route is asked what it needs by running its argument extraction on an empty call, once, before
/// anything is locked or bound.
#[derive(Debug)]
pub struct Call<'a>(Kind<'a>);

#[derive(Debug)]
enum Kind<'a> {
    Request { payload: &'a str, context: CallContext },
    Check(&'a Arc<Shared>),
    Probe(&'a RefCell<Vec<Need>>),
}

/// What surrounds a request: who asked, of which server.
#[derive(Clone, Debug)]
pub struct CallContext {
    pub(crate) shared: Arc<Shared>,
    pub(crate) peer: Peer,
    pub(crate) id: Id,
    /// Where the items of a stream go; none if the client did not ask for a stream.
    pub(crate) events: Option<mpsc::Sender<Vec<u8>>>,
    /// How many of them the client still takes; none if it does not count.
    pub(crate) credit: Option<Arc<Semaphore>>,
}

impl CallContext {
    /// The process that asked.
    pub fn peer(&self) -> Peer {
        self.peer
    }

    /// The daemon that was asked; none for a server that belongs to no daemon.
    pub fn daemon(&self) -> Option<&Daemon> {
        self.shared.daemon()
    }

    /// What `main` returned, if it is a `T`.
    pub fn state<T: Send + Sync + 'static>(&self) -> Option<Arc<T>> {
        self.shared.state()
    }
}

/// An answer in the making: a future of the finished reply line.
#[derive(Debug)]
pub struct Answer(pub(crate) Option<AnswerFuture>);

pub(crate) struct AnswerFuture(pub(crate) Pin<Box<dyn Future<Output = Vec<u8>> + Send>>);

impl std::fmt::Debug for AnswerFuture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("AnswerFuture")
    }
}

impl<'a> Call<'a> {
    pub(crate) fn new(payload: &'a str, context: CallContext) -> Self {
        Self(Kind::Request { payload, context })
    }

    /// A call of a health check, which has no request.
    pub(crate) fn check(shared: &'a Arc<Shared>) -> Self {
        Self(Kind::Check(shared))
    }

    /// A call that only collects what a handler needs.
    pub(crate) fn probe(needs: &'a RefCell<Vec<Need>>) -> Self {
        Self(Kind::Probe(needs))
    }

    /// Runs the handler's future and writes what it gives as the request's final answer.
    pub fn answer<T, F>(self, handler: F) -> Answer
    where
        T: Serialize,
        F: Future<Output = Result<T, Refusal>> + Send + 'static,
    {
        let Kind::Request { context, .. } = self.0 else {
            return Answer(None);
        };
        let id = context.id;
        Answer(Some(AnswerFuture(Box::pin(async move {
            let mut line = Vec::new();
            match handler.await {
                Ok(reply) => write_reply(&mut line, &id, &reply),
                Err(refusal) => wire::write_error(&mut line, &id, &refusal),
            }
            line
        }))))
    }

    /// Runs a health check's future.
    pub fn verdict<F>(self, check: F) -> Verdict
    where
        F: Future<Output = Result<Result<(), String>, Refusal>> + Send + 'static,
    {
        Box::pin(async move {
            check
                .await
                .unwrap_or_else(|refusal| Err(refusal.message().to_owned()))
        })
    }

    /// What surrounds the request.
    pub(crate) fn context(&self) -> Result<&CallContext, Refusal> {
        match &self.0 {
            Kind::Request { context, .. } => Ok(context),
            Kind::Check(_) | Kind::Probe(_) => Err(not_a_request()),
        }
    }

    /// What all handlers share, after noting what is needed of it.
    pub(crate) fn shared(&self, need: Option<Need>) -> Result<&Shared, Refusal> {
        match &self.0 {
            Kind::Request { context, .. } => Ok(&context.shared),
            Kind::Check(shared) => Ok(shared),
            Kind::Probe(needs) => {
                needs.borrow_mut().extend(need);
                Err(not_a_request())
            }
        }
    }

    /// The payload's JSON.
    pub(crate) fn payload(&self) -> Result<&'a str, Refusal> {
        match &self.0 {
            Kind::Request { payload, .. } => Ok(payload),
            Kind::Check(_) | Kind::Probe(_) => Err(not_a_request()),
        }
    }
}

fn not_a_request() -> Refusal {
    Refusal::new(code::INTERNAL, "there is no request to take this from".into())
}

fn write_reply<T: Serialize>(line: &mut Vec<u8>, id: &Id, reply: &T) {
    if let Err(error) = wire::write_response(line, id, reply) {
        let message = format!("the reply cannot be written as JSON: {error}");
        wire::write_error(line, id, &Refusal::new(code::INTERNAL, message));
    }
}

/// Reads the payload as the request `M`.
///
/// # Errors
///
/// A refusal with the code `invalid_payload` that names the field.
pub fn message<M: Message>(call: &Call<'_>) -> Result<M, Refusal> {
    read_payload(call.payload()?)
}

/// Reads a payload; on failure once more, to find out where it failed (the happy path does not pay for it).
pub(crate) fn read_payload<T: serde::de::DeserializeOwned>(payload: &str) -> Result<T, Refusal> {
    serde_json::from_str(payload).map_err(|error| {
        let mut json = serde_json::Deserializer::from_str(payload);
        let place = serde_path_to_error::deserialize::<_, T>(&mut json)
            .err()
            .map(|error| error.path().to_string())
            .filter(|path| path != ".")
            .map_or_else(|| "payload".to_owned(), |path| format!("payload.{path}"));
        let reason = error.to_string();
        // The position counts from the payload's beginning, which the client never sees as a text of its own.
        let reason = reason.split(" at line ").next().unwrap_or(&reason);
        Refusal::new(
            code::INVALID_PAYLOAD,
            format!("invalid payload: {place}: {reason}"),
        )
    })
}
