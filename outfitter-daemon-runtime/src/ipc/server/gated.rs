//! A handler at work under a policy: it waits for its turn, or works on a thread that it may block.

use std::mem::replace;
use std::panic::resume_unwind;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use super::answer::Write;
use super::gate::{Pass, Turn};
use super::shared::{Shared, Working};

/// A handler that begins when it is its turn, and gives back its place when it has ended.
pub(super) struct Gated {
    pass: Pass,
    begun: bool,
    work: Pin<Box<dyn Write + Send>>,
}

impl Gated {
    pub(super) fn new(pass: Pass, work: Pin<Box<dyn Write + Send>>) -> Self {
        Self {
            pass,
            begun: false,
            work,
        }
    }
}

impl Write for Gated {
    fn poll_into(mut self: Pin<&mut Self>, cx: &mut Context<'_>, out: &mut Vec<u8>) -> Poll<()> {
        ready!(self.pass.poll_turn(cx));
        self.begun = true;
        self.work.as_mut().poll_into(cx, out)
    }

    fn has_begun(&self) -> bool {
        self.begun
    }
}

/// Writes an answer, blocking its thread as long as it takes.
pub(super) type Job = Box<dyn FnOnce(&mut Vec<u8>) + Send>;

/// A handler that blocks its thread, which is therefore not one of the runtime's workers.
///
/// It cannot be stopped once it has begun. Whatever becomes of this future, its place, its turn, its thread and
/// its mention among those at work are its own until it ends.
pub(super) enum OnThread {
    Waiting(Box<Waiting>),
    /// In a set, which takes it back if no thread has begun it yet.
    Working(JoinSet<Vec<u8>>),
}

/// What a job needs, and holds while it is done.
pub(super) struct Waiting {
    pass: Option<Pass>,
    /// Not asked for before it is the call's turn.
    thread: Option<Turn>,
    threads: Arc<Semaphore>,
    working: Working,
    job: Job,
}

impl OnThread {
    pub(super) fn new(pass: Option<Pass>, job: Job, shared: &Arc<Shared>, place: &Arc<str>) -> Self {
        Self::Waiting(Box::new(Waiting {
            pass,
            thread: None,
            threads: Arc::clone(shared.threads()),
            working: shared.begins(place),
            job,
        }))
    }
}

impl Waiting {
    fn poll_begin(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        if let Some(pass) = &mut self.pass {
            ready!(pass.poll_turn(cx));
        }
        let thread = self.thread.get_or_insert_with(|| Turn::of(&self.threads));
        thread.poll(cx)
    }

    fn run(self) -> Vec<u8> {
        let Self {
            pass,
            thread,
            working,
            job,
            ..
        } = self;
        let mut line = Vec::new();
        job(&mut line);
        // All is given back before anybody hears of the answer.
        drop((pass, thread, working));
        line
    }
}

impl Write for OnThread {
    fn poll_into(mut self: Pin<&mut Self>, cx: &mut Context<'_>, out: &mut Vec<u8>) -> Poll<()> {
        if let Self::Waiting(waiting) = &mut *self {
            ready!(waiting.poll_begin(cx));
            if let Self::Waiting(waiting) = replace(&mut *self, Self::Working(JoinSet::new()))
                && let Self::Working(thread) = &mut *self
            {
                thread.spawn_blocking(|| waiting.run());
            }
        }
        let Self::Working(thread) = &mut *self else {
            return Poll::Pending;
        };
        match ready!(thread.poll_join_next(cx)) {
            Some(Ok(line)) => out.extend_from_slice(&line),
            Some(Err(error)) => {
                if let Ok(panic) = error.try_into_panic() {
                    resume_unwind(panic);
                }
            }
            None => {}
        }
        Poll::Ready(())
    }

    fn has_begun(&self) -> bool {
        matches!(self, Self::Working(_))
    }

    fn counts_itself(&self) -> bool {
        true
    }
}
