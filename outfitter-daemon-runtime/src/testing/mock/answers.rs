//! What one request is answered with.

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::mpsc;

use crate::ipc::{CallError, Message};

/// How a call ends.
pub(super) type Outcome<M> = Result<<M as Message>::Reply, CallError<<M as Message>::Error>>;

/// A call on its way to an answer.
pub(super) type Answering<M> = Pin<Box<dyn Future<Output = Outcome<M>> + Send>>;

/// A stream that has begun, or did not.
pub(super) type Opened<M> =
    Result<MockItems<<M as Message>::Item, <M as Message>::Error>, CallError<<M as Message>::Error>>;

type Answer<M, K> = Arc<Mutex<dyn FnMut(M) -> K + Send>>;

/// What `M` is answered with: first what was programmed for once, in order, then what always applies.
pub(super) struct Answers<M, K> {
    once: VecDeque<Answer<M, K>>,
    always: Option<Answer<M, K>>,
}

impl<M, K> Default for Answers<M, K> {
    fn default() -> Self {
        Self {
            once: VecDeque::new(),
            always: None,
        }
    }
}

impl<M: 'static, K: 'static> Answers<M, K> {
    pub(super) fn always(&mut self, answer: impl FnMut(M) -> K + Send + 'static) {
        self.always = Some(Arc::new(Mutex::new(answer)));
    }

    pub(super) fn once(&mut self, answer: impl FnMut(M) -> K + Send + 'static) {
        self.once.push_back(Arc::new(Mutex::new(answer)));
    }

    pub(super) fn once_left(&self) -> usize {
        self.once.len()
    }

    /// The next answer, and whether it was for once.
    pub(super) fn take(&mut self) -> Option<(impl FnOnce(M) -> K + use<M, K>, bool)> {
        let (answer, once) = match self.once.pop_front() {
            Some(answer) => (answer, true),
            None => (self.always.clone()?, false),
        };
        let call = move |message| {
            let mut answer = answer.lock().unwrap_or_else(PoisonError::into_inner);
            answer(message)
        };
        Some((call, once))
    }
}

type Items<T, E> = Box<dyn Iterator<Item = Result<T, CallError<E>>> + Send>;

/// The items of a stream that a mock answers with.
pub(crate) enum MockItems<T, E> {
    /// One after the other, at once; the mutex is only there to be `Sync`, as the items of a daemon are.
    AtOnce(Mutex<Items<T, E>>),
    /// As the test sends them; the stream ends with the sender.
    AsSent(mpsc::Receiver<Result<T, CallError<E>>>),
}

impl<T, E> MockItems<T, E> {
    pub(super) fn at_once(items: impl Iterator<Item = Result<T, CallError<E>>> + Send + 'static) -> Self {
        // After an error there is nothing more.
        let mut failed = false;
        let items = items.take_while(move |item| !std::mem::replace(&mut failed, item.is_err()));
        Self::AtOnce(Mutex::new(Box::new(items)))
    }

    pub(super) fn as_sent(items: mpsc::Receiver<Result<T, CallError<E>>>) -> Self {
        Self::AsSent(items)
    }

    pub(crate) async fn next(&mut self) -> Option<Result<T, CallError<E>>> {
        match self {
            Self::AtOnce(items) => items.get_mut().unwrap_or_else(PoisonError::into_inner).next(),
            Self::AsSent(items) => items.recv().await,
        }
    }
}

impl<T, E> fmt::Debug for MockItems<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::AtOnce(_) => "AtOnce",
            Self::AsSent(_) => "AsSent",
        })
    }
}
