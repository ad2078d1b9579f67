//! One request after the other on a connection of its own, on the caller's thread; none of it depends on the protocol.

use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

use super::answers::Answer;
use super::asking::PING;
use super::error::Failure;
use super::opening::ignore_unknown;
use super::probe::Probe;
use super::timed::Timed;
use super::untyped::{CALL_TIMEOUT, CONNECT_TIMEOUT};
use crate::ipc::error::ConnectionError;
use crate::ipc::frame::{Frame, LineDecoder};
use crate::ipc::limits::Limits;
use crate::ipc::transport::{self, ClientStream};
use crate::ipc::wire::{self, Payload, ToJson, Wants};
use crate::launch::{LaunchError, Launcher};
use crate::name::DaemonName;
use crate::paths::{self, Env, PathsError};

/// How much is read at once.
const CHUNK: usize = 64 * 1024;

/// A connection on which at most one request is under way.
#[derive(Debug)]
pub(super) struct Conversation {
    stream: Timed,
    /// The request that is being sent.
    line: Vec<u8>,
    decoder: LineDecoder,
    buffer: Box<[u8]>,
    last_id: u64,
    pub(super) timeout: Duration,
    /// Whether the daemon is known to be running, and not initializing any more.
    ready: bool,
}

impl Conversation {
    /// With the daemon `name`, wherever it put its socket.
    pub(super) fn with(name: &str) -> Result<Self, ConnectionError> {
        let name = DaemonName::new(name).map_err(PathsError::from)?;
        let candidates = paths::everywhere(&name, &Env::from_process())?;
        let connected = transport::block_on(async { Self::over(Probe::connect_to_any(&candidates).await?) });
        connected.map_err(|source| {
            no_runtime(
                candidates.first().map_or(Path::new(""), |first| first.socket()),
                source,
            )
        })?
    }

    /// With the daemon whose socket is `socket`.
    pub(super) fn at(socket: &Path) -> Result<Self, ConnectionError> {
        let connected = transport::block_on(async {
            let stream = transport::connect(socket, CONNECT_TIMEOUT).await?;
            Self::on(stream, socket)
        });
        connected.map_err(|source| no_runtime(socket, source))?
    }

    /// With the daemon of `launcher`, which is started first if it does not run.
    pub(super) fn with_started(launcher: &Launcher) -> Result<Self, LaunchError> {
        let connected = transport::block_on(async {
            let running = launcher.ensure().await?;
            Ok(Self::over(running)?)
        });
        connected.map_err(|source| no_runtime(Path::new(""), source))?
    }

    /// Goes on with a connection on which nothing is under way.
    fn over(probe: Probe) -> Result<Self, ConnectionError> {
        let (stream, paths) = probe.into_parts();
        Self::on(stream, paths.socket())
    }

    fn on(stream: ClientStream, socket: &Path) -> Result<Self, ConnectionError> {
        Ok(Self {
            stream: Timed::new(transport::to_blocking(stream, socket)?),
            line: Vec::new(),
            decoder: LineDecoder::new(Limits::default().max_line),
            buffer: vec![0; CHUNK].into(),
            last_id: 0,
            timeout: CALL_TIMEOUT,
            ready: false,
        })
    }

    /// Sends `message` without asking for an answer.
    pub(super) fn tell(&mut self, message: &dyn ToJson) -> Result<(), Failure> {
        let deadline = Instant::now() + self.timeout;
        if !self.ready {
            self.initialized(deadline).or_else(ignore_unknown)?;
            self.ready = true;
        }
        self.send(message, Wants::Nothing, None, deadline)
    }

    /// Waits until the daemon has left `starting`.
    fn initialized(&mut self, deadline: Instant) -> Result<(), Failure> {
        self.ask(&PING, None, deadline).map(drop)
    }

    /// Asks `message` and waits for its reply; while the daemon is not ready yet, again and again.
    pub(super) fn request(&mut self, message: &dyn ToJson) -> Result<Payload, Failure> {
        let deadline = Instant::now() + self.timeout;
        loop {
            match self.ask(message, Some(self.timeout), deadline) {
                Err(failure) if failure.is_initializing() => {
                    match self.initialized(deadline) {
                        // Whoever waits for a daemon that does not get ready hears that, not of the ping.
                        Err(Failure::Timeout { .. }) => return Err(failure),
                        answered => drop(answered?),
                    }
                }
                answered => return answered,
            }
        }
    }

    /// One request and its answer.
    fn ask(
        &mut self,
        message: &dyn ToJson,
        timeout: Option<Duration>,
        deadline: Instant,
    ) -> Result<Payload, Failure> {
        self.send(message, Wants::Reply, timeout, deadline)?;
        self.wait_for(self.last_id, deadline)
    }

    fn send(
        &mut self,
        message: &dyn ToJson,
        wants: Wants,
        timeout: Option<Duration>,
        deadline: Instant,
    ) -> Result<(), Failure> {
        self.last_id += 1;
        self.line.clear();
        wire::write_request(&mut self.line, self.last_id, message, wants, timeout)
            .map_err(Failure::Encode)?;
        let mut sent = 0;
        while sent < self.line.len() {
            let written = self.stream.write(&self.line[sent..], deadline);
            sent += written.map_err(|error| self.failure(&error, sent > 0))?;
        }
        if self.line.capacity() > CHUNK {
            self.line = Vec::new();
        }
        Ok(())
    }

    /// Reads until the answer to `id` is there; what else comes belongs to calls that were given up.
    fn wait_for(&mut self, id: u64, deadline: Instant) -> Result<Payload, Failure> {
        let mut answer = None;
        while answer.is_none() {
            let read = self.stream.read(&mut self.buffer, deadline);
            let count = read.map_err(|error| self.failure(&error, true))?;
            if count == 0 {
                return Err(Failure::Gone { sent: true });
            }
            self.decoder.decode(&self.buffer[..count], |frame| {
                if let Frame::Line(line) = frame {
                    answer = answer.take().or_else(|| Answer::to(id, line));
                }
            });
        }
        answer
            .unwrap_or(Answer::Gone { sent: true })
            .into_reply(self.timeout)
    }

    fn failure(&self, error: &io::Error, sent: bool) -> Failure {
        match error.kind() {
            io::ErrorKind::TimedOut => Failure::Timeout { after: self.timeout },
            _ => Failure::Gone { sent },
        }
    }
}

fn no_runtime(socket: &Path, source: io::Error) -> ConnectionError {
    ConnectionError::Refused {
        socket_path: socket.to_owned(),
        source,
    }
}
