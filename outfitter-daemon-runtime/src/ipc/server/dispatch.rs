//! The requests of one connection: from a line to a running handler, from a result to a reply line.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::task::{Context, Poll};

use tokio::sync::mpsc;
use tokio::task::{AbortHandle, JoinSet};

use super::answer::{Answer, Contained, Work, panicked};
use super::backlog::Backlog;
use super::call::{Asked, Call};
use super::in_flight::{self, InFlight};
use super::policy::{Caller, Cancel};
use super::reply_to::ReplyTo;
use super::router::Entry;
use super::shared::Shared;
use super::task::{Awaited, Kept, bounded, cancelled, error_line, shorter};
use crate::ipc::frame::Frame;
use crate::ipc::limits::Limits;
use crate::ipc::refusal::Refusal;
use crate::ipc::transport::Peer;
use crate::ipc::wire::{self, Further, Id, RequestLine, code};

/// How many items of its streams a connection holds before their handlers wait.
const EVENTS: usize = 16;

/// The requests of one connection, and the bytes that are to be written to it.
#[derive(Debug)]
pub(crate) struct Requests {
    shared: Arc<Shared>,
    caller: Caller,
    /// Handlers that did not answer at once. Dropped with the connection: nobody waits for them any more.
    running: JoinSet<Vec<u8>>,
    /// The items of its streams; made for the first one.
    events: Option<Events>,
    pub(crate) out: Vec<u8>,
    /// Requests that came while there was no room for them.
    backlog: Backlog,
    in_flight: InFlight,
    /// Set when the server closes: what comes now is refused.
    pub(crate) closing: bool,
}

/// Both ends of the channel of items.
type Events = (mpsc::Sender<Vec<u8>>, mpsc::Receiver<Vec<u8>>);

impl Requests {
    pub(crate) fn new(shared: Arc<Shared>, peer: Peer) -> Self {
        Self {
            shared,
            caller: Caller::new(peer),
            running: JoinSet::new(),
            events: None,
            out: Vec::new(),
            backlog: Backlog::default(),
            in_flight: InFlight::default(),
            closing: false,
        }
    }

    pub(crate) fn peer(&self) -> Peer {
        self.caller.peer
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
            Frame::Line(line) if self.take_quickly(line, cx) => {}
            Frame::Line(line) if line.trim_ascii().is_empty() => {}
            Frame::Line(line) => match wire::read_request(line) {
                Ok(request) if !self.backlog.is_empty() || !self.has_room() => {
                    // One that is not answered cannot be taken back either.
                    let id = if request.oneway { Id::null() } else { request.id };
                    self.backlog.push(id, line);
                }
                Ok(request) => self.start(&request, cx),
                Err(bad) => match wire::read_further(line) {
                    Some((id, Further::Cancel)) => self.cancel(&id),
                    Some((id, Further::More(count))) => self.in_flight.more(&id, count),
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
        self.shared.meter().refuses(refusal.code());
        wire::write_error(&mut self.out, id, refusal);
    }

    /// The handler of `request`, if this client may have it now.
    fn find<'a>(&self, shared: &'a Shared, request: &RequestLine<'_>) -> Result<&'a Entry, Refusal> {
        let entry = shared.find(request, self.closing)?;
        entry.policy.allow.check(&self.caller, entry.info.name)?;
        Ok(entry)
    }

    fn start(&mut self, request: &RequestLine<'_>, cx: &mut Context<'_>) {
        let shared = Arc::clone(&self.shared);
        match self.find(&shared, request) {
            Ok(entry) => {
                let ran = self.run(entry, request, cx);
                debug_assert!(ran, "a request that was read in full is not misread");
            }
            Err(refusal) => {
                shared.meter().refuses(refusal.code());
                ReplyTo::of(request, &shared).refuse(&mut self.out, &refusal);
            }
        }
    }

    /// Takes a request that is written in the usual way, if all is well with it; nothing happens otherwise.
    fn take_quickly(&mut self, line: &[u8], cx: &mut Context<'_>) -> bool {
        if !self.backlog.is_empty() || !self.has_room() {
            return false;
        }
        let Some(request) = wire::read_quickly(line) else {
            return false;
        };
        let shared = Arc::clone(&self.shared);
        self.find(&shared, &request)
            .is_ok_and(|entry| self.run(entry, &request, cx))
    }

    /// Polls the handler once in place, which is enough for most; one that waits becomes a task. Says whether
    /// there was a request at all.
    fn run(&mut self, entry: &Entry, request: &RequestLine<'_>, cx: &mut Context<'_>) -> bool {
        let events = request.stream.then(|| {
            let events = self.events.get_or_insert_with(|| mpsc::channel(EVENTS));
            &events.0
        });
        let credit = request.credit.filter(|_| request.stream).map(in_flight::credit);
        let to = ReplyTo::of(request, &self.shared);
        let asked = Asked {
            shared: &self.shared,
            peer: self.caller.peer,
            to: &to,
            events,
            credit: credit.as_ref(),
        };
        let call = Call::new(request, asked);
        let called = std::panic::catch_unwind(AssertUnwindSafe(|| entry.call(call)));
        let begun = match called {
            Ok(Answer(Work::Misread | Work::Nothing)) => return false,
            Ok(Answer(Work::Begun(work))) => entry.begin(work),
            Ok(Answer(Work::Blocking(job))) => entry.begin_blocking(job, &self.shared),
            Err(panic) => Err(panicked(&entry.place, &*panic)),
        };
        let mut handler = match begun {
            Ok(work) => Contained {
                work,
                to,
                place: Arc::clone(&entry.place),
                measuring: entry.meter.begins(),
            },
            Err(refusal) => {
                self.shared.meter().refuses(refusal.code());
                to.refuse(&mut self.out, &refusal);
                return true;
            }
        };
        match self.poll_in_place(&mut handler, request.stream, cx) {
            Poll::Ready(()) => {}
            Poll::Pending => {
                let task = self.spawn(entry, request, handler);
                if !request.oneway {
                    self.in_flight.add(request.id.clone(), task, credit);
                }
            }
        }
        true
    }

    /// Lets a handler that waits go on as a task, of this connection or, if it is not to be cancelled with
    /// it, of the server.
    fn spawn(&mut self, entry: &Entry, request: &RequestLine<'_>, handler: Contained) -> AbortHandle {
        let (own, asked) = (entry.policy.timeout, request.timeout);
        let working = (!handler.work.counts_itself()).then(|| self.shared.begins(&entry.place));
        let task = if request.oneway {
            // Its client has no reason to stay.
            Awaited::Unheard(self.shared.keep(bounded(handler, shorter(own, asked), working)))
        } else {
            match entry.policy.cancel {
                Cancel::WithClient => Awaited::Here {
                    handler,
                    within: shorter(own, asked),
                    working,
                },
                Cancel::Never => {
                    let (to, place) = (handler.to.clone(), Arc::clone(&handler.place));
                    let line = self.shared.keep(bounded(handler, own, working));
                    Awaited::Elsewhere {
                        kept: Kept { line, to, place },
                        within: asked,
                    }
                }
            }
        };
        self.running.spawn(task.line())
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
        let most = self.shared.limits.max_unsent;
        if let Some((_, events)) = &mut self.events {
            while self.out.len() <= most
                && let Poll::Ready(Some(event)) = events.poll_recv(cx)
            {
                self.out.extend_from_slice(&event);
            }
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
                (Err(_), Some(id)) => self.finish(&error_line(&ReplyTo::Client(id), &cancelled())),
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
