//! What a connection is, told by its first bytes: a method and a space make it HTTP, anything else is the wire.
//!
//! The bytes are looked at and left where they are, so whoever takes the connection reads it from the beginning,
//! and pays nothing for this afterwards.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use super::connection::Connection;
use super::meter::Connected;
use super::patience::{Patience, Wait};
use super::shared::Shared;
use crate::closing::Begun;
use crate::http;
use crate::ipc::transport::{Peek, Peer, Stream};
use crate::lifecycle::Daemon;

/// Every method of HTTP with the space behind it.
const METHODS: [&[u8]; 9] = [
    b"GET ",
    b"HEAD ",
    b"POST ",
    b"PUT ",
    b"PATCH ",
    b"DELETE ",
    b"OPTIONS ",
    b"CONNECT ",
    b"TRACE ",
];
/// As many bytes as the longest of them.
const ENOUGH: usize = 8;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Http,
    Wire,
    /// It may still become HTTP.
    Open,
}

impl Kind {
    fn of(bytes: &[u8]) -> Self {
        if METHODS.iter().any(|method| bytes.starts_with(method)) {
            Self::Http
        } else if METHODS.iter().any(|method| method.starts_with(bytes)) {
            Self::Open
        } else {
            Self::Wire
        }
    }
}

/// A connection from its first byte to its end.
pub(super) struct Served {
    phase: Phase,
    _counted: Connected,
}

#[expect(
    clippy::large_enum_variant,
    reason = "nearly every connection is one of the wire for nearly all of its time"
)]
enum Phase {
    First(First),
    Wire(Connection<Stream>),
    Http(http::Serving),
    /// Only while it changes from one to another.
    Between,
}

/// A connection that has not said yet what it is.
struct First {
    stream: Stream,
    peer: Peer,
    shared: Arc<Shared>,
    daemon: Daemon,
    closing: Begun,
    patience: Patience,
    /// How many bytes have been seen.
    seen: usize,
}

/// Serves a client of the socket, whatever it speaks. Only a daemon speaks HTTP.
pub(super) fn serve(stream: Stream, peer: Peer, shared: &Arc<Shared>, closing: Begun) -> Served {
    let counted = shared.meter().connects();
    let shared = Arc::clone(shared);
    let phase = match shared.daemon().cloned() {
        Some(daemon) => Phase::First(First {
            stream,
            peer,
            shared,
            daemon,
            closing,
            patience: Patience::default(),
            seen: 0,
        }),
        None => Phase::Wire(Connection::new(stream, peer, shared, closing)),
    };
    Served {
        phase,
        _counted: counted,
    }
}

impl First {
    /// Ready when it is known what the connection is; with nothing if its time is up.
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Kind>> {
        // Who is told to close has its own way for each line that has come.
        if Pin::new(&mut self.closing).poll(cx).is_ready() {
            return Poll::Ready(Some(Kind::Wire));
        }
        let mut bytes = [0; ENOUGH];
        while let Poll::Ready(peeked) = self.stream.poll_peek(cx, &mut bytes, self.seen) {
            // The end of the input, and every error, will be found once more by who reads.
            let Ok(Some(count)) = peeked else {
                return Poll::Ready(Some(Kind::Wire));
            };
            match Kind::of(&bytes[..count]) {
                Kind::Open => self.seen = count,
                known => return Poll::Ready(Some(known)),
            }
        }
        let wait = if self.seen == 0 {
            Wait::Request(0)
        } else {
            Wait::LineEnd(0)
        };
        ready!(self.patience.poll(cx, Some(wait), &self.shared.limits));
        tracing::debug!(peer = ?self.peer, "a client was idle for too long: closed");
        Poll::Ready(None)
    }

    fn serve(self, kind: Kind) -> Phase {
        let Self {
            stream,
            peer,
            shared,
            daemon,
            closing,
            ..
        } = self;
        match kind {
            Kind::Http => Phase::Http(http::serve_socket(stream, peer, shared, daemon, closing)),
            Kind::Wire | Kind::Open => Phase::Wire(Connection::new(stream, peer, shared, closing)),
        }
    }
}

impl Future for Served {
    type Output = io::Result<()>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        if let Phase::First(first) = &mut self.phase {
            let Some(kind) = ready!(first.poll(cx)) else {
                return Poll::Ready(Ok(()));
            };
            if let Phase::First(first) = std::mem::replace(&mut self.phase, Phase::Between) {
                self.phase = first.serve(kind);
            }
        }
        match &mut self.phase {
            Phase::Wire(connection) => Pin::new(connection).poll(cx),
            Phase::Http(serving) => serving.as_mut().poll(cx),
            Phase::First(_) | Phase::Between => Poll::Ready(Ok(())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_method_and_a_space_make_it_http() {
        for method in METHODS {
            assert_eq!(Kind::of(method), Kind::Http);
            assert!(method.len() <= ENOUGH);
            for end in 0..method.len() {
                assert_eq!(Kind::of(&method[..end]), Kind::Open);
            }
        }
    }

    #[test]
    fn anything_else_is_the_wire() {
        for bytes in [
            &b"{"[..],
            b"\n",
            b"get /",
            b"GETS ",
            b"GET\t",
            b"GET\n",
            b" GET ",
            b"\0",
            b"PRI * HT",
        ] {
            assert_eq!(Kind::of(bytes), Kind::Wire, "{bytes:?}");
        }
    }
}
