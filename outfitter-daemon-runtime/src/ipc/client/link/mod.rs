//! One connection of a client: many requests at once, each matched with its answers by id.

mod driver;
mod unwritten;

use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::{mpsc, oneshot};
use tokio::time::Instant;

use driver::Driver;
use unwritten::Unwritten;
pub(super) use unwritten::Written;

use super::answers::{AllPending, Answer, Pending, Sender, late};
use crate::ipc::frame::LineDecoder;
use crate::ipc::wire::{self, Payload, RemoteError, ReplyLine, ToJson, Wants};

/// The shared half of a connection; the other half is its driver task.
#[derive(Debug)]
pub(super) struct Link(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    /// Request lines that the driver has not taken yet.
    out: Vec<u8>,
    /// How many bytes of requests there have been in all.
    queued: u64,
    pending: AllPending,
    /// Requests without an answer that the driver has not written yet.
    unwritten: Unwritten,
    /// Whether the server is known to be running, and not initializing any more.
    ready: bool,
    last_id: u64,
    /// When the driver is to look for requests that have waited long enough.
    alarm: Option<Instant>,
    driver: Option<Waker>,
    closed: bool,
    /// Set when the server has said that it takes no more.
    closed_for_requests: bool,
}

/// A request for a stream that was sent; dropping it before the final answer takes it back.
#[derive(Debug)]
pub(super) struct Waiting {
    id: u64,
    link: Arc<Link>,
    answers: mpsc::UnboundedReceiver<Answer>,
}

/// A request that was sent; dropping it before the answer takes it back.
#[derive(Debug)]
pub(super) struct WaitingOnce {
    id: u64,
    link: Arc<Link>,
    answer: oneshot::Receiver<Answer>,
    answered: bool,
}

impl Link {
    /// Drives `stream` in a task of its own until it is closed by either side.
    pub(super) fn open(
        stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
        max_line: usize,
    ) -> Arc<Self> {
        let link = Arc::new(Self(Mutex::default()));
        let driver = Driver {
            link: Arc::clone(&link),
            stream,
            decoder: LineDecoder::new(max_line),
            alarm: None,
            timer: None,
            out: Vec::new(),
            written: 0,
            total: 0,
            refused: false,
        };
        crate::task::spawn(driver);
        link
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether requests can still be sent.
    pub(super) fn is_open(&self) -> bool {
        let state = self.state();
        !state.closed && !state.closed_for_requests
    }

    /// Ends the connection; what waits for an answer learns that there will be none.
    pub(super) fn close(&self) {
        let mut state = self.state();
        state.closed = true;
        state.wake();
    }

    /// Queues a request for a stream; none if the connection is gone.
    pub(super) fn open_stream(
        self: &Arc<Self>,
        payload: &dyn ToJson,
    ) -> Result<Option<Waiting>, serde_json::Error> {
        let (sender, answers) = mpsc::unbounded_channel();
        let id = self.queue(payload, Wants::Items, None, Sender::Stream(sender), None)?;
        Ok(id.map(|id| Waiting {
            id,
            link: Arc::clone(self),
            answers,
        }))
    }

    /// Queues a request that waits until `deadline`; none if the connection is gone. The daemon is told of
    /// `timeout`.
    pub(super) fn ask(
        self: &Arc<Self>,
        payload: &dyn ToJson,
        timeout: Option<Duration>,
        deadline: Instant,
    ) -> Result<Option<WaitingOnce>, serde_json::Error> {
        let (sender, answer) = oneshot::channel();
        let id = self.queue(
            payload,
            Wants::Reply,
            timeout,
            Sender::Once(sender),
            Some(deadline),
        )?;
        Ok(id.map(|id| WaitingOnce {
            id,
            link: Arc::clone(self),
            answer,
            answered: false,
        }))
    }

    /// Queues a request without an answer; none if the connection is gone. What is given hears when the line
    /// has been written.
    pub(super) fn tell(
        &self,
        payload: &dyn ToJson,
    ) -> Result<Option<oneshot::Receiver<Written>>, serde_json::Error> {
        let mut state = self.state();
        let Some((_, begins)) = state.write(payload, Wants::Nothing, None)? else {
            return Ok(None);
        };
        let ends = state.queued;
        let written = state.unwritten.push(begins, ends);
        state.wake();
        Ok(Some(written))
    }

    pub(super) fn is_ready(&self) -> bool {
        self.state().ready
    }

    pub(super) fn set_ready(&self) {
        self.state().ready = true;
    }

    fn queue(
        &self,
        payload: &dyn ToJson,
        wants: Wants,
        timeout: Option<Duration>,
        answers: Sender,
        deadline: Option<Instant>,
    ) -> Result<Option<u64>, serde_json::Error> {
        let mut state = self.state();
        let Some((id, begins)) = state.write(payload, wants, timeout)? else {
            return Ok(None);
        };
        if let Some(deadline) = deadline {
            state.alarm = Some(state.alarm.map_or(deadline, |alarm| alarm.min(deadline)));
        }
        let pending = Pending {
            answers,
            begins,
            deadline,
        };
        state.pending.insert(id, pending);
        state.wake();
        Ok(Some(id))
    }
}

impl State {
    /// Queues a request's line; gives its id, and where it begins among all bytes of the connection. None if the
    /// connection is gone.
    fn write(
        &mut self,
        payload: &dyn ToJson,
        wants: Wants,
        timeout: Option<Duration>,
    ) -> Result<Option<(u64, u64)>, serde_json::Error> {
        if self.closed || self.closed_for_requests {
            return Ok(None);
        }
        self.last_id += 1;
        let (id, before) = (self.last_id, self.out.len());
        wire::write_request(&mut self.out, id, payload, wants, timeout)?;
        let begins = self.queued;
        self.queued += (self.out.len() - before) as u64;
        Ok(Some((id, begins)))
    }

    fn wake(&mut self) {
        if let Some(driver) = self.driver.take() {
            driver.wake();
        }
    }

    fn deliver(&mut self, line: &[u8]) {
        if let Some((id, payload)) = Payload::of_line(line) {
            return self.finish(id, Answer::Response(payload));
        }
        let Some(reply) = wire::read_reply(line) else {
            if let Some(error) = wire::read_turned_away(line) {
                self.turned_away(&error);
            }
            // Anything else is ignored, as the TypeScript client does.
            return;
        };
        let (id, answer) = match reply {
            ReplyLine::Event { id, payload } => {
                if let Some(pending) = self.pending.get(&id) {
                    pending.answers.event(Payload::certain(payload));
                }
                return;
            }
            ReplyLine::Response { id, payload } => (id, Answer::Response(Payload::certain(payload))),
            ReplyLine::Error { id, error } => (id, Answer::Error(error)),
        };
        self.finish(id, answer);
    }

    fn finish(&mut self, id: u64, answer: Answer) {
        if let Some(pending) = self.pending.remove(&id) {
            pending.answers.finish(answer);
        }
    }
}

impl State {
    /// Nobody waits for the final answer to `id` any more. If there was none yet, the server is told.
    fn forget(&mut self, id: u64) -> Option<Pending> {
        let pending = self.pending.remove(&id);
        if pending.is_some() && !self.closed && !self.closed_for_requests {
            let before = self.out.len();
            wire::write_cancel(&mut self.out, id);
            self.queued += (self.out.len() - before) as u64;
            self.wake();
        }
        pending
    }

    /// Takes back what has waited long enough; says whether there was any.
    fn expire(&mut self, now: Instant) -> bool {
        let late = late(&self.pending, now);
        for id in &late {
            if let Some(pending) = self.forget(*id) {
                pending.answers.finish(Answer::Late);
            }
        }
        self.alarm = self.pending.values().filter_map(|pending| pending.deadline).min();
        !late.is_empty()
    }

    /// So many items of the stream `id` have been taken, and there is room for as many again.
    fn taken(&mut self, id: u64, count: u32) {
        if self.pending.contains_key(&id) && !self.closed && !self.closed_for_requests {
            let before = self.out.len();
            wire::write_more(&mut self.out, id, count);
            self.queued += (self.out.len() - before) as u64;
            self.wake();
        }
    }

    /// The server has too many connections, and has read nothing of this one.
    fn turned_away(&mut self, error: &RemoteError) {
        self.closed_for_requests = true;
        for (_, pending) in self.pending.drain() {
            pending.answers.finish(Answer::Error(error.clone()));
        }
    }
}

impl Waiting {
    /// The next answer; after the final one there is none.
    pub(super) fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Answer> {
        let answer = ready!(self.answers.poll_recv(cx));
        Poll::Ready(answer.unwrap_or(Answer::Gone { sent: true }))
    }
}

impl Waiting {
    /// Lets the server send so many items more.
    pub(super) fn taken(&self, count: u32) {
        self.link.state().taken(self.id, count);
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.link.state().forget(self.id);
    }
}

impl Future for WaitingOnce {
    type Output = Answer;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Answer> {
        let answer = ready!(Pin::new(&mut self.answer).poll(cx));
        self.answered = true;
        Poll::Ready(answer.unwrap_or(Answer::Gone { sent: true }))
    }
}

impl Drop for WaitingOnce {
    fn drop(&mut self) {
        if !self.answered {
            self.link.state().forget(self.id);
        }
    }
}
