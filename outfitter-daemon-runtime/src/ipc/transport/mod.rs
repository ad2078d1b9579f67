//! The local socket: one interface, one folder for each platform.

mod error;
#[cfg(test)]
mod error_tests;
mod runtime;
#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
use unix as platform;
#[cfg(windows)]
use windows as platform;

pub use self::error::BindError;
#[cfg(all(feature = "daemon", feature = "testing"))]
pub(crate) use platform::pair;
#[cfg(feature = "control")]
pub(crate) use platform::server_at;
pub(crate) use platform::{BlockingStream, ClientStream, connect, to_blocking};
#[cfg(feature = "daemon")]
pub(crate) use platform::{HangUp, Listener, SocketFile, Stream, bind, bind_again, listen_on};
pub(crate) use runtime::block_on;

/// The process at the other end of a connection, as the kernel names it.
///
/// Handlers take it as an argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Peer {
    pub(crate) pid: Option<u32>,
    pub(crate) uid: Option<u32>,
    pub(crate) gid: Option<u32>,
}

impl Peer {
    /// The process that made the connection; `None` where the platform does not say, or if it lives in
    /// another PID namespace.
    pub fn pid(&self) -> Option<u32> {
        self.pid
    }

    /// The effective user it ran as when it connected; `None` on platforms without user ids.
    pub fn uid(&self) -> Option<u32> {
        self.uid
    }

    /// The effective group it ran as when it connected; `None` on platforms without group ids.
    pub fn gid(&self) -> Option<u32> {
        self.gid
    }
}

/// Who may talk to a server: its own user and root, and whom it allows.
#[cfg(feature = "daemon")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Access {
    /// Further users, by their ids.
    pub(crate) users: Vec<u32>,
}

#[cfg(feature = "daemon")]
impl Access {
    /// Whether other users are let in as well.
    pub(crate) fn is_shared(&self) -> bool {
        !self.users.is_empty()
    }

    /// Whether the process at the other end is let in.
    pub(crate) fn allows(&self, peer: Peer) -> bool {
        is_own(peer) || peer.uid.is_some_and(|uid| self.users.contains(&uid))
    }
}

/// Whether the process at the other end is of our own user, or of root. Where there are no users by number, it
/// would not have got through otherwise.
#[cfg(feature = "daemon")]
pub(crate) fn is_own(peer: Peer) -> bool {
    let own = crate::process::effective_uid();
    peer.uid.is_none_or(|uid| uid == own || uid == 0)
}

/// The receiving half of a connection.
#[cfg(feature = "daemon")]
pub(crate) trait Input {
    /// Takes no more from the other end. What has been sent is still read; who sends now is told at once where the
    /// platform can do that, so that every request is either answered or known not to have been taken.
    fn refuse(&self);

    /// Gives the client up, which does not read what was written: it sees the end of the connection at once, and
    /// nothing is kept for it.
    fn abandon(&self);

    /// Watches for the client's end.
    fn watch(&self) -> std::io::Result<HangUp>;
}

/// A connection whose next bytes can be looked at.
#[cfg(feature = "http")]
pub(crate) trait Peek {
    /// Ready when there is more than the `seen` bytes that have been looked at before, with how many there are;
    /// with nothing if the other end sends no more.
    fn poll_peek(
        &self,
        cx: &mut std::task::Context<'_>,
        bytes: &mut [u8],
        seen: usize,
    ) -> std::task::Poll<std::io::Result<Option<usize>>>;
}

/// What has become of the file of a bound socket.
#[cfg(feature = "daemon")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(dead_code, reason = "a pipe has no file")]
pub(crate) enum SocketState {
    /// It is there.
    Ours,
    /// Nothing is there.
    Gone,
    /// Something else is there.
    Foreign,
}
