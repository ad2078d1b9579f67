//! The requests of one connection: from a line to a running handler, from a result to a reply line.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio::time::Instant;

use super::answer::{Answer, Contained, Work, panicked};
use super::call::{Asked, Call};
use super::router::Entry;
use super::shared::{Shared, Working};
use crate::ipc::frame::Frame;
use crate::ipc::refusal::Refusal;
use crate::ipc::transport::Peer;
use crate::ipc::wire::{self, Id, RequestLine, code};

/// How many items of its streams a connection holds before their handlers wait.
const EVENTS: usize = 16;

/// The requests of one connection, and the bytes that are to be written to it.
#[derive(Debug)]
pub(crate) struct Requests {
    shared: Arc<Shared>,
    peer: Peer,
    /// Handlers that did not answer at once. Dropped with the connection: nobody waits for them any more.
    running: JoinSet<Vec<u8>>,
    /// The items of its streams; made for the first one.
    events: Option<Events>,
    pub(crate) out: Vec<u8>,
    /// Set when the server closes: what comes now is refused.
    pub(crate) closing: bool,
}

/// Both ends of the channel of items.
type Events = (mpsc::Sender<Vec<u8>>, mpsc::Receiver<Vec<u8>>);

impl Requests {
    pub(crate) fn new(shared: Arc<Shared>, peer: Peer) -> Self {
        Self {
            shared,
            peer,
            running: JoinSet::new(),
            events: None,
            out: Vec::new(),
            closing: false,
        }
    }

    /// Whether handlers are at work.
    pub(crate) fn is_busy(&self) -> bool {
        !self.running.is_empty()
    }

    /// Takes a line; its answer is in `out` at once or comes later.
    pub(crate) fn take(&mut self, frame: Frame<'_>, cx: &mut Context<'_>) {
        match frame {
            Frame::Line(line) if self.take_quickly(line, cx) => {}
            Frame::Line(line) if line.trim_ascii().is_empty() => {}
            Frame::Line(line) => match wire::read_request(line) {
                Ok(request) => self.start(&request, cx),
                Err(bad) => self.refuse(&bad.id, &Refusal::new(code::MALFORMED, bad.message)),
            },
            Frame::TooLong(head) => {
                let id = wire::id_of_prefix(head).unwrap_or_else(Id::null);
                let limit = self.shared.limits.max_line;
                let message = format!("the line is longer than {limit} bytes; send less at once");
                self.refuse(&id, &Refusal::new(code::TOO_LARGE, message));
            }
        }
    }

    fn refuse(&mut self, id: &Id, refusal: &Refusal) {
        wire::write_error(&mut self.out, id, refusal);
    }

    fn start(&mut self, request: &RequestLine<'_>, cx: &mut Context<'_>) {
        let shared = Arc::clone(&self.shared);
        match find(&shared, request, self.closing) {
            Ok(entry) => {
                let ran = self.run(entry, request, cx);
                debug_assert!(ran, "a request that was read in full is not misread");
            }
            Err(refusal) => self.refuse(&request.id, &refusal),
        }
    }

    /// Takes a request that is written in the usual way, if all is well with it; nothing happens otherwise.
    fn take_quickly(&mut self, line: &[u8], cx: &mut Context<'_>) -> bool {
        let Some(request) = wire::read_quickly(line) else {
            return false;
        };
        let shared = Arc::clone(&self.shared);
        find(&shared, &request, self.closing).is_ok_and(|entry| self.run(entry, &request, cx))
    }

    /// Polls the handler once in place, which is enough for most; one that waits becomes a task. Says whether
    /// there was a request at all.
    fn run(&mut self, entry: &Entry, request: &RequestLine<'_>, cx: &mut Context<'_>) -> bool {
        let events = request.stream.then(|| {
            let events = self.events.get_or_insert_with(|| mpsc::channel(EVENTS));
            &events.0
        });
        let asked = Asked {
            shared: &self.shared,
            peer: self.peer,
            events,
        };
        let call = Call::new(request, asked);
        let mut handler = match std::panic::catch_unwind(AssertUnwindSafe(|| entry.call(call))) {
            Ok(Answer(Work::Begun(work))) => Contained {
                work,
                id: request.id.clone(),
                place: Arc::clone(&entry.place),
            },
            Ok(Answer(Work::Misread | Work::Nothing)) => return false,
            Err(panic) => {
                self.refuse(&request.id, &panicked(&entry.place, &*panic));
                return true;
            }
        };
        match self.poll_in_place(&mut handler, request.stream, cx) {
            Poll::Ready(()) => {}
            Poll::Pending => {
                let within = shorter(entry.timeout, request.timeout);
                let working = self.shared.begins(&entry.place);
                self.running.spawn(bounded(handler, within, working));
            }
        }
        true
    }

    fn poll_in_place(&mut self, handler: &mut Contained, stream: bool, cx: &mut Context<'_>) -> Poll<()> {
        if !stream {
            return handler.poll_into(cx, &mut self.out);
        }
        // Its items come before its answer.
        let mut line = Vec::new();
        let polled = handler.poll_into(cx, &mut line);
        if polled.is_ready() {
            self.finish(&line);
        }
        polled
    }

    /// Writes a final answer, after the items that its handler sent before it.
    fn finish(&mut self, line: &[u8]) {
        while let Some(Ok(event)) = self.events.as_mut().map(|events| events.1.try_recv()) {
            self.out.extend_from_slice(&event);
        }
        self.out.extend_from_slice(line);
    }

    /// Moves what handlers have finished into `out`; says whether there was anything.
    pub(crate) fn poll_finished(&mut self, cx: &mut Context<'_>) -> bool {
        let before = self.out.len();
        if let Some((_, events)) = &mut self.events {
            while let Poll::Ready(Some(event)) = events.poll_recv(cx) {
                self.out.extend_from_slice(&event);
            }
        }
        while let Poll::Ready(Some(finished)) = self.running.poll_join_next(cx) {
            match finished {
                Ok(line) => self.finish(&line),
                // `Contained` catches panics; a task is only cancelled with its connection.
                Err(error) => tracing::error!(%error, "a handler's task failed"),
            }
        }
        self.out.len() > before
    }
}

fn find<'a>(shared: &'a Shared, request: &RequestLine<'_>, closing: bool) -> Result<&'a Entry, Refusal> {
    let entry = match &request.name {
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
async fn bounded(mut handler: Contained, within: Option<Duration>, _working: Working) -> Vec<u8> {
    let Some(until) = within.and_then(|within| Instant::now().checked_add(within)) else {
        return handler.line().await;
    };
    if let Ok(line) = tokio::time::timeout_at(until, handler.line()).await {
        return line;
    }
    let (within, place) = (within.unwrap_or_default(), &handler.place);
    tracing::warn!(handler = %place, ?within, "a handler took too long and was cancelled");
    let message = format!("the handler {place} did not answer within {within:?}");
    let mut line = Vec::new();
    wire::write_error(&mut line, &handler.id, &Refusal::new(code::TIMEOUT, message));
    line
}
