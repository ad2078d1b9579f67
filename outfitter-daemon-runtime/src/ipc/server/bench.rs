//! The steps of a request one by one, for the benchmarks. Not for use by others: it may change with any version.

use std::sync::Arc;
use std::task::{Context, Waker};
use std::time::Duration;

use serde_core::Serialize;
use serde_core::de::DeserializeOwned;

use super::dispatch;
use super::router::Router;
use super::shared::Shared;
use crate::ipc::frame::Frame;
use crate::ipc::limits::Limits;
use crate::ipc::transport::Peer;
use crate::ipc::wire::{self, Id, Payload};

/// Appends the line of a request, as the client writes it.
///
/// # Errors
///
/// If the payload cannot be written as JSON.
pub fn write_request(out: &mut Vec<u8>, payload: &impl Serialize) -> Result<(), serde_json::Error> {
    let timeout = Some(Duration::from_secs(30));
    wire::write_request(out, 10_000_001, payload, wire::Wants::Reply, timeout)
}

/// The payload of a request, as the server reads what clients usually write.
pub fn read_request<T: DeserializeOwned>(line: &[u8]) -> Option<T> {
    serde_json::from_str(wire::read_quickly(line)?.payload).ok()
}

/// The payload of a request, as the server reads what is written in any other way.
pub fn read_any_request<T: DeserializeOwned>(line: &[u8]) -> Option<T> {
    serde_json::from_str(wire::read_request(line).ok()?.payload).ok()
}

/// Appends the line of an answer, as the server writes it.
///
/// # Errors
///
/// If the payload cannot be written as JSON.
pub fn write_reply(out: &mut Vec<u8>, payload: &impl Serialize) -> Result<(), serde_json::Error> {
    wire::write_response(out, &Id::null(), payload)
}

/// The payload of an answer, as the client reads it.
pub fn read_reply<T: DeserializeOwned>(line: &[u8]) -> Option<T> {
    let (_, payload) = Payload::of_line(line)?;
    payload.read().ok()
}

/// The requests of a connection without its socket.
#[derive(Debug)]
pub struct Requests(dispatch::Requests);

impl Requests {
    /// Of a server with these handlers.
    pub fn of(router: Router) -> Self {
        let nobody = Peer {
            pid: None,
            uid: None,
            gid: None,
        };
        let shared = Arc::new(Shared::new(router, Limits::default(), None));
        Self(dispatch::Requests::new(shared, nobody))
    }

    /// What is answered at once to a line without its end.
    pub fn answer(&mut self, line: &[u8]) -> &[u8] {
        self.0.out.clear();
        let mut cx = Context::from_waker(Waker::noop());
        self.0.take(Frame::Line(line), &mut cx);
        &self.0.out
    }
}
