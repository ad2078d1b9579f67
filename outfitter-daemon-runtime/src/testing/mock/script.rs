//! What a mock answers, and what it was asked.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::Value;

use super::answers::{Answering, Answers, Opened};
use crate::ipc::{CallError, Message};

/// The part of a mock that its clients share.
#[derive(Default)]
pub(crate) struct Script(Mutex<State>);

#[derive(Default)]
struct State {
    /// An [`Answers`] for each request's type, and one for each stream's.
    answers: HashMap<TypeId, Box<dyn Any + Send>>,
    asked: Vec<Value>,
    /// What was asked although there was no answer, in words.
    unanswered: Vec<String>,
    /// What was programmed for once and not asked yet: how many of each request.
    left: HashMap<&'static str, usize>,
}

impl fmt::Debug for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Script")
            .field("asked", &self.state().asked)
            .finish_non_exhaustive()
    }
}

impl Script {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes what is answered to `M`, where `K` is what it is answered with.
    pub(super) fn program<M: Message, K: 'static>(&self, change: impl FnOnce(&mut Answers<M, K>)) {
        let mut state = self.state();
        let answers = state
            .answers
            .entry(TypeId::of::<Answers<M, K>>())
            .or_insert_with(|| Box::new(Answers::<M, K>::default()));
        let Some(answers) = answers.downcast_mut::<Answers<M, K>>() else {
            unreachable!("it is kept by its type");
        };
        let before = answers.once_left();
        change(answers);
        let added = answers.once_left() - before;
        *state.left.entry(name_of::<M>()).or_default() += added;
    }

    /// Notes that `message` was asked, and finds what to answer.
    fn ask<M: Message, K: 'static>(&self, message: M, how: &str) -> Result<K, CallError<M::Error>> {
        let as_json = serde_json::to_value(&message).map_err(CallError::Encode)?;
        let mut state = self.state();
        state.asked.push(as_json.clone());
        let answers = state.answers.get_mut(&TypeId::of::<Answers<M, K>>());
        let answers = answers.and_then(|answers| answers.downcast_mut::<Answers<M, K>>());
        let Some((answer, once)) = answers.and_then(Answers::take) else {
            let text = format!("the mock has no answer to {as_json}; program one with `{how}`");
            state.unanswered.push(text.clone());
            return Err(CallError::UnknownRequest { message: text });
        };
        if once && let Some(left) = state.left.get_mut(name_of::<M>()) {
            *left -= 1;
        }
        // The answer may use the mock.
        drop(state);
        Ok(answer(message))
    }

    /// Answers as a daemon would that is given as much time.
    pub(crate) async fn answer_within<M: Message>(
        &self,
        message: M,
        timeout: Duration,
    ) -> Result<M::Reply, CallError<M::Error>> {
        let answering = self.ask::<M, Answering<M>>(message, "mock.on(|request: …| Ok(…))")?;
        let late = |_| CallError::Timeout {
            message: format!("the mock did not answer within {timeout:?}"),
        };
        tokio::time::timeout(timeout, answering).await.map_err(late)?
    }

    /// Opens the stream that answers `message`.
    pub(crate) fn open<M: Message>(&self, message: M) -> Opened<M> {
        self.ask::<M, Opened<M>>(message, "mock.on_stream(|request: …| Ok([Ok(…)]))")?
    }

    /// All that was asked, in order, as on the wire.
    pub(super) fn asked(&self) -> Vec<Value> {
        self.state().asked.clone()
    }

    /// What does not fit: requests without an answer, and answers without a request.
    pub(super) fn complaints(&self) -> Vec<String> {
        let state = self.state();
        let mut left: Vec<String> = state
            .left
            .iter()
            .filter(|(_, count)| **count > 0)
            .map(|(name, count)| format!("`{name}` was to be asked {count} more times"))
            .collect();
        left.sort();
        state.unanswered.iter().cloned().chain(left).collect()
    }
}

/// The request's name on the wire.
fn name_of<M: Message>() -> &'static str {
    match M::REQUESTS {
        [request] => request.name,
        _ => std::any::type_name::<M>(),
    }
}
