//! Where the final answer of a request goes: to its client, or into the log.

use std::sync::Arc;

use serde_core::Serialize;

use super::shared::Shared;
use crate::ipc::refusal::Refusal;
use crate::ipc::wire::{self, Id, RequestLine, ToJson, code};

/// How much of a request's name goes into the log, whatever a client makes of it.
const SHOWN: usize = 64;

#[derive(Clone, Debug)]
pub(super) enum ReplyTo {
    Client(Id),
    /// The client wants no answer; what goes wrong is noted.
    Nobody(Arc<Unheard>),
}

/// A request without an answer.
#[derive(Debug)]
pub(super) struct Unheard {
    shared: Arc<Shared>,
    request: String,
}

impl ReplyTo {
    pub(super) fn of(request: &RequestLine<'_>, shared: &Arc<Shared>) -> Self {
        if !request.oneway {
            return Self::Client(request.id.clone());
        }
        let name = request.name.as_deref().unwrap_or_default();
        Self::Nobody(Arc::new(Unheard {
            shared: Arc::clone(shared),
            request: name.chars().take(SHOWN).collect(),
        }))
    }

    /// Appends the final answer that a handler's result is.
    pub(super) fn write<T: Serialize>(&self, out: &mut Vec<u8>, result: &Result<T, Refusal>) {
        match result {
            Ok(reply) => self.reply(out, reply),
            Err(refusal) => self.refuse(out, refusal),
        }
    }

    /// Appends a reply as the final answer.
    fn reply(&self, out: &mut Vec<u8>, reply: &dyn ToJson) {
        let Self::Client(id) = self else { return };
        if let Err(error) = wire::write_response(out, id, reply) {
            let message = format!("the reply cannot be written as JSON: {error}");
            wire::write_error(out, id, &Refusal::new(code::INTERNAL, message));
        }
    }

    /// Appends an error as the final answer.
    pub(super) fn refuse(&self, out: &mut Vec<u8>, refusal: &Refusal) {
        match self {
            Self::Client(id) => wire::write_error(out, id, refusal),
            Self::Nobody(unheard) => {
                let (code, message) = (refusal.code(), refusal.message());
                tracing::warn!(request = %unheard.request, code, "a oneway request failed: {message}");
                unheard.shared.oneway_failed();
            }
        }
    }
}
