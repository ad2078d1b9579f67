//! A connection that is first asked who is at its other end, and then becomes a client's.

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::{Instant, timeout_at};

use super::answers::Answer;
use super::untyped::{CONNECT_TIMEOUT, IpcClient};
use crate::ipc::chunk;
use crate::ipc::error::ConnectionError;
use crate::ipc::frame::LineDecoder;
use crate::ipc::limits::Limits;
use crate::ipc::transport::{self, ClientStream};
use crate::ipc::wire::{self, Wants};
use crate::paths::Paths;
use crate::serial::deserialize_fields;

/// A connection to a server that may be a daemon.
#[derive(Debug)]
pub(crate) struct Probe {
    stream: ClientStream,
    paths: Paths,
    last_id: u64,
}

/// What a server says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Says {
    /// It serves; a server that is none of ours does not say as which process.
    Running(Option<u32>),
    /// It is not ready yet.
    Starting,
    /// It will not serve any more, or has gone without an answer.
    Ending,
    /// Nothing, until the time was up.
    Nothing,
}

struct Pong {
    state: String,
    pid: Option<u32>,
}

deserialize_fields!(impl<'de> Pong { state, pid or None });

impl Probe {
    /// Connects to the first of these daemons that accepts; the error is that of the first.
    pub(crate) async fn connect(candidates: &[Paths], within: Duration) -> Result<Self, ConnectionError> {
        let mut first_error = None;
        for paths in candidates {
            match transport::connect(paths.socket(), within).await {
                Ok(stream) => {
                    return Ok(Self {
                        stream,
                        paths: paths.clone(),
                        last_id: 0,
                    });
                }
                Err(error) => drop(first_error.get_or_insert(error)),
            }
        }
        Err(first_error.unwrap_or_else(|| ConnectionError::Refused {
            socket_path: PathBuf::new(),
            source: std::io::ErrorKind::NotFound.into(),
        }))
    }

    /// As [`connect`](Self::connect), within the usual time.
    pub(crate) async fn connect_to_any(candidates: &[Paths]) -> Result<Self, ConnectionError> {
        Self::connect(candidates, CONNECT_TIMEOUT).await
    }

    /// The server's socket.
    pub(crate) fn socket(&self) -> &Path {
        self.paths.socket()
    }

    /// Whether it runs; with `wait`, a daemon that is starting answers when that has come to an end.
    pub(crate) async fn ping(&mut self, wait: bool, deadline: Instant) -> Says {
        let question = json!({ "type": "daemon.ping", "wait": wait });
        match self.ask(&question, deadline).await {
            Answer::Response(payload) => match payload.read::<Pong>() {
                Ok(pong) => match pong.state.as_str() {
                    "starting" => Says::Starting,
                    "stopping" | "stopped" => Says::Ending,
                    _ => Says::Running(pong.pid),
                },
                Err(_) => Says::Running(None),
            },
            Answer::Error(error) if error.code.as_deref() == Some(wire::code::SHUTTING_DOWN) => Says::Ending,
            // One of the TypeScript package knows no such request; one of ours may have too many clients.
            Answer::Error(_) | Answer::Event(_) => Says::Running(None),
            Answer::Gone { .. } => Says::Ending,
            Answer::Late => Says::Nothing,
        }
    }

    /// What it says in `daemon.status`; nothing if it does not know that.
    pub(crate) async fn status(&mut self, deadline: Instant) -> Option<Value> {
        match self.ask(&json!({ "type": "daemon.status" }), deadline).await {
            Answer::Response(payload) => payload.read().ok(),
            _ => None,
        }
    }

    /// Asks it to stop, which takes a while.
    pub(crate) async fn stop(&mut self, deadline: Instant) {
        // Whether it does is seen from its lock, not from its answer.
        self.ask(&json!({ "type": "daemon.stop" }), deadline).await;
    }

    /// The client that goes on with this connection.
    pub(crate) fn into_client(self) -> IpcClient {
        IpcClient::connected(self.paths.socket(), self.stream)
    }

    /// The connection and its socket's path.
    pub(crate) fn into_parts(self) -> (ClientStream, Paths) {
        (self.stream, self.paths)
    }

    async fn ask(&mut self, question: &Value, deadline: Instant) -> Answer {
        self.last_id += 1;
        let asked = timeout_at(deadline, ask(&mut self.stream, self.last_id, question)).await;
        match asked {
            Ok(Ok(answer)) => answer,
            Ok(Err(_)) => Answer::Gone { sent: true },
            Err(_) => Answer::Late,
        }
    }
}

/// One question and its answer, on a connection on which nothing else is under way.
async fn ask(stream: &mut ClientStream, id: u64, question: &Value) -> std::io::Result<Answer> {
    let mut line = Vec::new();
    wire::write_request(&mut line, id, question, Wants::Reply, None)?;
    chunk::write_all(stream, &line).await?;
    let mut decoder = LineDecoder::new(Limits::default().max_line);
    let answer = chunk::find_line(stream, &mut decoder, |line| Answer::to(id, line)).await?;
    Ok(answer.unwrap_or(Answer::Gone { sent: true }))
}
