//! The requests of one connection: from a line to a running handler, from a result to a reply line.

use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio::time::Instant;

use super::backlog::Backlog;
use super::call::{Answer, AnswerFuture, Call, CallContext};
use super::in_flight::InFlight;
use super::router::Entry;
use super::shared::{Shared, Working};
use crate::ipc::frame::Frame;
use crate::ipc::limits::Limits;
use crate::ipc::refusal::Refusal;
use crate::ipc::transport::Peer;
use crate::ipc::wire::{self, Id, RequestLine, code};
use crate::panic::{CatchUnwind, panic_text};

/// How many items of its streams a connection holds before their handlers wait.
const EVENTS: usize = 16;

/// The requests of one connection, and the bytes that are to be written to it.
#[derive(Debug)]
pub(crate) struct Requests {
    shared: Arc<Shared>,
    pub(crate) peer: Peer,
    /// Handlers that did not answer at once. Dropped with the connection: nobody waits for them any more.
    running: JoinSet<Vec<u8>>,
    event_sender: mpsc::Sender<Vec<u8>>,
    events: mpsc::Receiver<Vec<u8>>,
    pub(crate) out: Vec<u8>,
    /// Requests that came while there was no room for them.
    backlog: Backlog,
    in_flight: InFlight,
    /// Set when the server closes: what comes now is refused.
    pub(crate) closing: bool,
}

impl Requests {
    pub(crate) fn new(shared: Arc<Shared>, peer: Peer) -> Self {
        let (event_sender, events) = mpsc::channel(EVENTS);
        Self {
            shared,
            peer,
            running: JoinSet::new(),
            event_sender,
            events,
            out: Vec::new(),
            backlog: Backlog::default(),
            in_flight: InFlight::default(),
            closing: false,
        }
    }

    pub(crate) fn limits(&self) -> &Limits {
        &self.shared.limits
    }

    /// Whether there is anything still to be answered.
    pub(crate) fn is_busy(&self) -> bool {
        !self.running.is_empty() || !self.backlog.is_empty()
    }

    /// Whether more should be read. What is read too much waits in the backlog, so that lines that are no
    /// requests are still seen.
    pub(crate) fn wants_more(&self) -> bool {
        !self.backlog.is_full()
    }

    /// Whether one more request may be carried out for this client.
    fn has_room(&self) -> bool {
        let limits = &self.shared.limits;
        self.running.len() < limits.max_in_flight.max(1) && self.out.len() <= limits.max_unsent
    }

    /// Takes a line; its answer is in `out` at once or comes later.
    pub(crate) fn take(&mut self, frame: Frame<'_>, cx: &mut Context<'_>) {
        match frame {
            Frame::Line(line) if line.trim_ascii().is_empty() => {}
            Frame::Line(line) => match wire::read_request(line) {
                Ok(request) if !self.backlog.is_empty() || !self.has_room() => {
                    self.backlog.push(request.id, line);
                }
                Ok(request) => self.start(&request, cx),
                Err(bad) => match wire::read_cancel(line) {
                    Some(id) => self.cancel(&id),
                    None => self.refuse(&bad.id, &Refusal::new(code::MALFORMED, bad.message)),
                },
            },
            Frame::TooLong(head) => {
                let id = wire::id_of_prefix(head).unwrap_or_else(Id::null);
                let limit = self.shared.limits.max_line;
                let message = format!("the line is longer than {limit} bytes; send less at once");
                self.refuse(&id, &Refusal::new(code::TOO_LARGE, message));
            }
        }
    }

    /// Gives up on a line that has begun with `head`. One that is skipped has its answer already.
    pub(crate) fn give_up_on(&mut self, head: &[u8]) {
        if !head.is_empty() {
            let id = wire::id_of_prefix(head).unwrap_or_else(Id::null);
            let message = "the line did not end in time; nothing more is read".into();
            self.refuse(&id, &Refusal::new(code::TIMEOUT, message));
        }
    }

    /// The client wants no answer any more; it gets one all the same, when the handler is gone.
    fn cancel(&mut self, id: &Id) {
        if self.backlog.remove(id) {
            self.refuse(id, &cancelled());
        } else {
            self.in_flight.cancel(id);
        }
    }

    fn refuse(&mut self, id: &Id, refusal: &Refusal) {
        wire::write_error(&mut self.out, id, refusal);
    }

    fn start(&mut self, request: &RequestLine<'_>, cx: &mut Context<'_>) {
        let shared = Arc::clone(&self.shared);
        match find(&shared, request, self.closing) {
            Ok(entry) => self.run(entry, request, cx),
            Err(refusal) => self.refuse(&request.id, &refusal),
        }
    }

    /// Polls the handler once in place, which is enough for most; one that waits becomes a task.
    fn run(&mut self, entry: &Entry, request: &RequestLine<'_>, cx: &mut Context<'_>) {
        let context = CallContext {
            shared: Arc::clone(&self.shared),
            peer: self.peer,
            id: request.id.clone(),
            events: request.stream.then(|| self.event_sender.clone()),
        };
        let call = Call::new(request.payload, context);
        let answer = std::panic::catch_unwind(AssertUnwindSafe(|| entry.call(call)));
        let mut handler = match answer {
            Ok(Answer(Some(AnswerFuture(future)))) => Contained {
                future: CatchUnwind(future),
                id: request.id.clone(),
                place: Arc::clone(&entry.place),
            },
            Ok(Answer(None)) => return,
            Err(panic) => {
                let refusal = panicked(&entry.place, &*panic);
                return self.refuse(&request.id, &refusal);
            }
        };
        match Pin::new(&mut handler).poll(cx) {
            Poll::Ready(line) => self.finish(&line),
            Poll::Pending => {
                let within = shorter(entry.timeout, request.timeout);
                let working = self.shared.begins(&entry.place);
                let task = self.running.spawn(bounded(handler, within, working));
                self.in_flight.add(request.id.clone(), task);
            }
        }
    }

    /// Writes a final answer, after the items that its handler sent before it.
    fn finish(&mut self, line: &[u8]) {
        while let Ok(event) = self.events.try_recv() {
            self.out.extend_from_slice(&event);
        }
        self.out.extend_from_slice(line);
    }

    /// Moves what handlers have finished into `out`; says whether there was anything.
    pub(crate) fn poll_finished(&mut self, cx: &mut Context<'_>) -> bool {
        let before = self.out.len();
        let most = self.shared.limits.max_unsent;
        while self.out.len() <= most
            && let Poll::Ready(Some(event)) = self.events.poll_recv(cx)
        {
            self.out.extend_from_slice(&event);
        }
        while self.out.len() <= most
            && let Poll::Ready(Some(finished)) = self.running.poll_join_next_with_id(cx)
        {
            let task = finished
                .as_ref()
                .map_or_else(tokio::task::JoinError::id, |(task, _)| *task);
            match (finished, self.in_flight.ended(task)) {
                // It may have been too late to take it back.
                (Ok((_, line)), _) => self.finish(&line),
                (Err(_), Some(id)) => self.finish(&error_line(&id, &cancelled())),
                // `Contained` catches panics, and nobody else cancels a task.
                (Err(error), None) => tracing::error!(%error, "a handler's task failed"),
            }
        }
        if self.running.is_empty() {
            self.in_flight.clear();
        }
        self.start_waiting(cx) | (self.out.len() > before)
    }

    /// Starts what had to wait, as far as there is room now; says whether there was anything.
    fn start_waiting(&mut self, cx: &mut Context<'_>) -> bool {
        let mut started = false;
        while self.has_room()
            && let Some(line) = self.backlog.pop()
        {
            // It was one when it was put there.
            if let Ok(request) = wire::read_request(&line) {
                self.start(&request, cx);
            }
            started = true;
        }
        started
    }
}

fn find<'a>(shared: &'a Shared, request: &RequestLine<'_>, closing: bool) -> Result<&'a Entry, Refusal> {
    let name = wire::route_name(request.payload);
    let entry = match &name {
        Some(name) => shared.route(name, closing)?,
        None if shared.router().takes_anything() => shared.route("", closing)?,
        None => {
            let message = "the payload names no request; it is an object with a `type`, as in \
                           `{\"type\":\"daemon.ping\"}`";
            return Err(Refusal::new(code::INVALID_PAYLOAD, message.into()));
        }
    };
    if entry.info.is_stream() && !request.stream {
        let message = format!(
            "{:?} is a stream: ask with `\"stream\":true` beside the payload",
            entry.info.name
        );
        return Err(Refusal::new(code::STREAM_REQUIRED, message));
    }
    Ok(entry)
}

fn shorter(one: Option<Duration>, other: Option<Duration>) -> Option<Duration> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

/// Ends a handler that takes too long with an error.
async fn bounded(handler: Contained, within: Option<Duration>, _working: Working) -> Vec<u8> {
    let Some(until) = within.and_then(|within| Instant::now().checked_add(within)) else {
        return handler.await;
    };
    let (id, place) = (handler.id.clone(), Arc::clone(&handler.place));
    tokio::time::timeout_at(until, handler).await.unwrap_or_else(|_| {
        let within = within.unwrap_or_default();
        tracing::warn!(handler = %place, ?within, "a handler took too long and was cancelled");
        let message = format!("the handler {place} did not answer within {within:?}");
        error_line(&id, &Refusal::new(code::TIMEOUT, message))
    })
}

/// A handler whose panic becomes an error reply.
struct Contained {
    future: CatchUnwind<dyn Future<Output = Vec<u8>> + Send>,
    id: Id,
    place: Arc<str>,
}

impl Future for Contained {
    type Output = Vec<u8>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Vec<u8>> {
        let answer = Pin::new(&mut self.future).poll(cx);
        answer.map(|answer| {
            answer.unwrap_or_else(|panic| error_line(&self.id, &panicked(&self.place, &*panic)))
        })
    }
}

fn cancelled() -> Refusal {
    Refusal::new(code::CANCELLED, "the client took the request back".into())
}

fn error_line(id: &Id, refusal: &Refusal) -> Vec<u8> {
    let mut line = Vec::new();
    wire::write_error(&mut line, id, refusal);
    line
}

fn panicked(place: &str, panic: &(dyn std::any::Any + Send)) -> Refusal {
    let text = panic_text(panic);
    tracing::error!(handler = %place, panic = text, "a handler panicked");
    Refusal::new(code::INTERNAL, format!("the handler {place} panicked: {text}"))
}
