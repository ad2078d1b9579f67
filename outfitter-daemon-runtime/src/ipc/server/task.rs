//! A handler that did not answer at once, as a task: with a limit in time, and perhaps beyond its connection.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::time::Instant;

use super::answer::Contained;
use super::reply_to::ReplyTo;
use super::shared::Working;
use crate::ipc::refusal::Refusal;
use crate::ipc::wire::code;

pub(super) fn shorter(one: Option<Duration>, other: Option<Duration>) -> Option<Duration> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

/// The point in time after `within`; none if there is no limit, or none that a clock can show.
fn deadline(within: Option<Duration>) -> Option<Instant> {
    within.and_then(|within| Instant::now().checked_add(within))
}

/// Ends a handler that takes too long with an error.
pub(super) async fn bounded(
    mut handler: Contained,
    within: Option<Duration>,
    working: Option<Working>,
) -> Vec<u8> {
    let line = match deadline(within) {
        None => handler.line().await,
        Some(until) => match tokio::time::timeout_at(until, handler.line()).await {
            Ok(line) => line,
            Err(_) => too_late(&mut handler, within.unwrap_or_default()),
        },
    };
    // All is given back before anybody hears of the answer.
    drop((handler, working));
    line
}

fn too_late(handler: &mut Contained, within: Duration) -> Vec<u8> {
    let place = &handler.place;
    let refusal = if handler.work.has_begun() {
        tracing::warn!(handler = %place, ?within, "a handler took too long and was cancelled");
        let message = format!("the handler {place} did not answer within {within:?}");
        Refusal::new(code::TIMEOUT, message)
    } else {
        let message = format!(
            "the handler {place} was busy for {within:?}, and nothing was done of this request; ask again later"
        );
        Refusal::new(code::BUSY, message)
    };
    let line = error_line(&handler.to, &refusal);
    handler.measure(&line);
    line
}

/// What a connection waits for: one type of task for all of them.
pub(super) enum Awaited {
    /// A handler that is cancelled with the connection.
    Here {
        handler: Contained,
        within: Option<Duration>,
        working: Option<Working>,
    },
    /// One that is not.
    Elsewhere { kept: Kept, within: Option<Duration> },
    /// One for which nobody waits.
    Unheard(oneshot::Receiver<Vec<u8>>),
}

impl Awaited {
    /// The line that it ends with; nothing if nobody is to hear of it.
    pub(super) async fn line(self) -> Vec<u8> {
        match self {
            Self::Here {
                handler,
                within,
                working,
            } => bounded(handler, within, working).await,
            Self::Elsewhere { kept, within } => kept.answer(within).await,
            Self::Unheard(done) => done.await.unwrap_or_default(),
        }
    }
}

/// A handler that works whatever becomes of the connection.
#[derive(Debug)]
pub(super) struct Kept {
    pub(super) line: oneshot::Receiver<Vec<u8>>,
    pub(super) to: ReplyTo,
    pub(super) place: Arc<str>,
}

impl Kept {
    /// Its answer, or that it is not there in time; the handler works on then.
    pub(super) async fn answer(self, within: Option<Duration>) -> Vec<u8> {
        let Self { line, to, place } = self;
        let answered = match deadline(within) {
            None => Ok(line.await),
            Some(until) => tokio::time::timeout_at(until, line).await,
        };
        let refusal = match answered {
            Ok(Ok(line)) => return line,
            Ok(Err(_)) => Refusal::new(code::INTERNAL, format!("the handler {place} was cut off")),
            Err(_) => {
                let within = within.unwrap_or_default();
                let message = format!("the handler {place} did not answer within {within:?}, and works on");
                Refusal::new(code::TIMEOUT, message)
            }
        };
        error_line(&to, &refusal)
    }
}

pub(super) fn cancelled() -> Refusal {
    Refusal::new(code::CANCELLED, "the client took the request back".into())
}

pub(super) fn error_line(to: &ReplyTo, refusal: &Refusal) -> Vec<u8> {
    let mut line = Vec::new();
    to.refuse(&mut line, refusal);
    line
}
