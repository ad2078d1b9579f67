//! Why a request got an error instead of a reply.

use std::fmt::Display;

use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};

use super::wire::code;

/// The payload of an error reply: `{"message": …, "code": …, "data": …}`.
#[derive(Clone, Debug, Serialize)]
pub struct Refusal {
    message: String,
    code: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<Box<RawValue>>,
}

impl Refusal {
    /// An error of the framework's own; `code` is one of [`code`].
    pub(crate) fn new(code: &'static str, message: String) -> Self {
        Self {
            message,
            code,
            data: None,
        }
    }

    /// The error that a handler gave: its text for people, itself for the typed client.
    pub(crate) fn failed<E: Display + Serialize>(error: &E) -> Self {
        // An error that cannot be written as JSON still has its text.
        Self::of_handler(error, to_raw_value(error).ok())
    }

    fn of_handler(error: &dyn Display, data: Option<Box<RawValue>>) -> Self {
        Self {
            message: error.to_string(),
            code: code::FAILED,
            data,
        }
    }

    /// What happened, in words.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What happened, for programs.
    pub fn code(&self) -> &'static str {
        self.code
    }
}
