//! Why a request got an error instead of a reply.

use std::fmt::Display;

use serde_core::Serialize;
use serde_json::value::{RawValue, to_raw_value};

use super::wire::code;
use crate::serial::serialize_fields;

/// The payload of an error reply: `{"message": …, "code": …, "data": …}`.
#[derive(Clone, Debug)]
pub struct Refusal {
    message: String,
    code: &'static str,
    data: Option<Box<RawValue>>,
}

serialize_fields!(Refusal { message, code, data unless Option::is_none });

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
