//! Where the answers to a request go, and the requests of a connection that wait for theirs.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use tokio::sync::{mpsc, oneshot};
use tokio::time::Instant;

use crate::ipc::wire::{self, Payload, RemoteError, ReplyLine};

/// An answer to a request.
#[derive(Debug)]
pub(super) enum Answer {
    /// One item of a stream.
    Event(Payload),
    /// The final answer.
    Response(Payload),
    /// The final answer, if the request failed.
    Error(RemoteError),
    /// There was none in time.
    Late,
    /// There will be no answer: the connection is gone.
    Gone { sent: bool },
}

impl Answer {
    /// The final answer to the request `id`, if this line is it, or is to say that none of them is read.
    pub(super) fn to(id: u64, line: &[u8]) -> Option<Self> {
        if let Some((of, payload)) = Payload::of_line(line) {
            return (of == id).then_some(Self::Response(payload));
        }
        let Some(reply) = wire::read_reply(line) else {
            return wire::read_turned_away(line).map(Self::Error);
        };
        match reply {
            ReplyLine::Response { id: of, payload } if of == id => {
                Some(Self::Response(Payload::certain(payload)))
            }
            ReplyLine::Error { id: of, error } if of == id => Some(Self::Error(error)),
            _ => None,
        }
    }
}

/// The way to whoever asked, who may have stopped waiting.
#[derive(Debug)]
pub(super) enum Sender {
    Once(oneshot::Sender<Answer>),
    Stream(mpsc::UnboundedSender<Answer>),
}

impl Sender {
    pub(super) fn finish(self, answer: Answer) {
        match self {
            Self::Once(sender) => drop(sender.send(answer)),
            Self::Stream(sender) => drop(sender.send(answer)),
        }
    }

    /// Sends an item of a stream; nobody else takes one.
    pub(super) fn event(&self, item: Payload) {
        if let Self::Stream(sender) = self {
            let _ = sender.send(Answer::Event(item));
        }
    }
}

/// A request without its final answer.
#[derive(Debug)]
pub(super) struct Pending {
    pub(super) answers: Sender,
    /// Where its line begins among all bytes of requests.
    pub(super) begins: u64,
    /// When it has waited long enough.
    pub(super) deadline: Option<Instant>,
}

/// All requests without a final answer, by id.
pub(super) type AllPending = HashMap<u64, Pending, BuildHasherDefault<IdHasher>>;

/// Ids are counted by this client, so nobody can choose them to collide.
#[derive(Default)]
pub(super) struct IdHasher(u64);

impl Hasher for IdHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u64(&mut self, id: u64) {
        // A table looks at the lowest and the highest bits.
        self.0 = (self.0 ^ id).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(26);
    }
}

/// Those whose time is up.
pub(super) fn late(pending: &AllPending, now: Instant) -> Vec<u64> {
    let is_late = |pending: &Pending| pending.deadline.is_some_and(|deadline| deadline <= now);
    let late = pending.iter().filter(|(_, pending)| is_late(pending));
    late.map(|(id, _)| *id).collect()
}
