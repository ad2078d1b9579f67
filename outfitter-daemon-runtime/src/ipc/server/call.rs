//! One request on its way through a handler: what `#[ipc_handler]` code is handed and gives back.

use std::any::{TypeId, type_name};
use std::cell::{Cell, RefCell};
use std::sync::Arc;

use serde_core::Serialize;
use serde_core::de::DeserializeOwned;
use tokio::sync::{Semaphore, mpsc};

use super::answer::{Answer, Work, Writing};
use super::misfit;
use super::reply_to::ReplyTo;
use super::shared::Shared;
use crate::health::Verdict;
use crate::ipc::message::{Message, NoItem};
use crate::ipc::refusal::Refusal;
use crate::ipc::transport::Peer;
use crate::ipc::wire::{Id, RequestLine, code};
use crate::lifecycle::Daemon;
use crate::registry::Of;

/// What a handler or a check needs that the daemon may not have.
#[derive(Clone, Copy, Debug)]
pub struct Need {
    pub(crate) type_id: TypeId,
    pub(crate) type_name: &'static str,
}

impl Need {
    /// That the state is a `T`.
    pub(crate) fn of<T: 'static>() -> Self {
        Self {
            type_id: TypeId::of::<T>(),
            type_name: type_name::<T>(),
        }
    }
}

/// A request for one handler.
///
/// A route is asked what it needs by running its argument extraction on an empty call, once, before
/// anything is locked or bound.
#[derive(Debug)]
pub struct Call<'a>(Kind<'a>);

#[derive(Debug)]
enum Kind<'a> {
    Request {
        request: &'a RequestLine<'a>,
        asked: Asked<'a>,
        reading: Cell<Reading>,
    },
    Check(&'a Arc<Shared>),
    Probe(&'a RefCell<Vec<Need>>),
}

/// What surrounds a request, borrowed from its connection.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked<'a> {
    pub(super) shared: &'a Arc<Shared>,
    pub(super) peer: Peer,
    pub(super) to: &'a ReplyTo,
    /// Where the items of a stream go; none if the client did not ask for a stream.
    pub(super) events: Option<&'a mpsc::Sender<Vec<u8>>>,
    /// How many of them the client still takes; none if it does not count.
    pub(super) credit: Option<&'a Arc<Semaphore>>,
}

/// Whether the payload is known to be JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reading {
    Certain,
    Assumed,
    /// It is not what it was taken for.
    Failed,
}

/// What surrounds a request: who asked, of which server.
#[derive(Clone, Debug)]
pub struct CallContext {
    pub(crate) shared: Arc<Shared>,
    pub(crate) peer: Peer,
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

impl<'a> Call<'a> {
    pub(super) fn new(request: &'a RequestLine<'a>, asked: Asked<'a>) -> Self {
        let reading = Cell::new(if request.certain {
            Reading::Certain
        } else {
            Reading::Assumed
        });
        Self(Kind::Request {
            request,
            asked,
            reading,
        })
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
        Answer(match self.answer_to() {
            Ok(to) => Work::Begun(Box::pin(Writing::new(handler, to))),
            Err(nothing) => nothing,
        })
    }

    /// Runs the handler on a thread that it may block, and writes what it gives as the request's final answer.
    pub fn answer_blocking<T, F>(self, handler: F) -> Answer
    where
        T: Serialize,
        F: FnOnce() -> Result<T, Refusal> + Send + 'static,
    {
        Answer(match self.answer_to() {
            Ok(to) => Work::Blocking(Box::new(move |out| to.write(out, &handler()))),
            Err(nothing) => nothing,
        })
    }

    /// Where the answer goes; what is to be done instead if there is to be none.
    fn answer_to(&self) -> Result<ReplyTo, Work> {
        match &self.0 {
            Kind::Request { asked, reading, .. } if reading.get() == Reading::Certain => Ok(asked.to.clone()),
            Kind::Request { .. } => Err(Work::Misread),
            Kind::Check(_) | Kind::Probe(_) => Err(Work::Nothing),
        }
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
    pub(crate) fn context(&self) -> Result<CallContext, Refusal> {
        let asked = self.asked()?;
        Ok(CallContext {
            shared: Arc::clone(asked.shared),
            peer: asked.peer,
        })
    }

    pub(super) fn asked(&self) -> Result<&Asked<'a>, Refusal> {
        match &self.0 {
            Kind::Request { asked, .. } => Ok(asked),
            Kind::Check(_) | Kind::Probe(_) => Err(not_a_request()),
        }
    }

    /// The request's id.
    pub(super) fn id(&self) -> Result<&'a Id, Refusal> {
        match &self.0 {
            Kind::Request { request, .. } => Ok(&request.id),
            Kind::Check(_) | Kind::Probe(_) => Err(not_a_request()),
        }
    }

    /// What all handlers share, after noting what is needed of it.
    pub(crate) fn shared(&self, need: Option<fn() -> Need>) -> Result<&Shared, Refusal> {
        match &self.0 {
            Kind::Request { asked, .. } => Ok(asked.shared),
            Kind::Check(shared) => Ok(shared),
            Kind::Probe(needs) => {
                needs.borrow_mut().extend(need.map(|need| need()));
                Err(not_a_request())
            }
        }
    }

    /// Reads the payload.
    ///
    /// # Errors
    ///
    /// A refusal with the code `invalid_payload` that names the field.
    pub(crate) fn read<T: DeserializeOwned>(&self) -> Result<T, Refusal> {
        match self.payload() {
            Ok(payload) => match serde_json::from_str(payload) {
                Ok(read) => {
                    self.has_been_read();
                    Ok(read)
                }
                Err(error) => Err(self.misread(&error)),
            },
            Err(refusal) => Err(refusal),
        }
    }

    fn payload(&self) -> Result<&'a str, Refusal> {
        match &self.0 {
            Kind::Request { request, .. } => Ok(request.payload),
            Kind::Check(_) | Kind::Probe(_) => Err(not_a_request()),
        }
    }

    fn has_been_read(&self) {
        if let Kind::Request { reading, .. } = &self.0
            && reading.get() == Reading::Assumed
        {
            reading.set(Reading::Certain);
        }
    }

    fn misread(&self, error: &serde_json::Error) -> Refusal {
        let Kind::Request { request, reading, .. } = &self.0 else {
            return not_a_request();
        };
        if reading.get() == Reading::Certain {
            return misread(request.payload, error);
        }
        reading.set(Reading::Failed);
        // Nobody sees this: the request is read once more, in the way that can tell what is wrong.
        Refusal::new(code::MALFORMED, String::new())
    }
}

fn not_a_request() -> Refusal {
    Refusal::new(code::INTERNAL, "there is no request to take this from".into())
}

/// Reads the payload as the request `M`.
///
/// # Errors
///
/// A refusal with the code `invalid_payload` that names the field.
pub fn message<M: Message>(_: Of<M>, call: &Call<'_>) -> Result<M, Refusal> {
    call.read()
}

/// As [`message`], for a handler that takes no `Events`.
///
/// # Errors
///
/// A refusal with the code `invalid_payload` that names the field.
pub fn message_answered_once<M: Message<Item: NoStream>>(
    request: Of<M>,
    call: &Call<'_>,
) -> Result<M, Refusal> {
    message(request, call)
}

/// The item of a request that is not answered with a stream.
#[diagnostic::on_unimplemented(
    message = "this request is answered with a stream of `{Self}`, and its handler has nothing to send it with",
    label = "streams `{Self}`",
    note = "take `mut events: Events<{Self}>` as another argument, and send each item with `events.send(item).await?`"
)]
pub trait NoStream {
    /// `T` itself.
    #[doc(hidden)]
    type Once<T>;

    /// What was given.
    #[doc(hidden)]
    fn once<T>(reply: Self::Once<T>) -> T;
}

#[diagnostic::do_not_recommend]
impl NoStream for NoItem {
    type Once<T> = T;

    #[inline]
    fn once<T>(reply: T) -> T {
        reply
    }
}

/// Finds out what is wrong with a payload, and where.
fn misread(payload: &str, error: &serde_json::Error) -> Refusal {
    let reason = error.to_string();
    let place = misfit::path_to(payload, error.column(), &reason);
    // The position counts from the payload's beginning, which the client never sees as a text of its own.
    let reason = reason.split(" at line ").next().unwrap_or(&reason);
    Refusal::new(
        code::INVALID_PAYLOAD,
        format!("invalid payload: {place}: {reason}"),
    )
}
