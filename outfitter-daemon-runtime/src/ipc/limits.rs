//! What clients may cost.

use std::time::Duration;

/// The limits that a server enforces, each with a default that an honest client never meets.
///
/// A method of a limit's name sets it:
///
/// ```
/// # use std::time::Duration;
/// use outfitter_daemon::ipc::Limits;
///
/// let limits = Limits::default().max_line(64 * 1024).idle_timeout(Duration::from_secs(600));
/// assert_eq!(limits.max_in_flight, 64);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// The longest line that is read, in bytes; default 32 MiB. A longer one is answered with `too_large`
    /// while it is being read, and skipped.
    pub max_line: usize,
    /// How many requests of one connection are carried out at once; default 64. Further ones wait until one of
    /// them is answered, and what does not fit into 64 KiB of waiting requests is not read from the socket.
    pub max_in_flight: usize,
    /// How many requests of all connections are carried out at once; default 1,024. Further ones are answered
    /// with `busy` and not carried out, except for the framework's own. Threads that count at the same time
    /// may exceed it by one each.
    pub max_in_flight_total: usize,
    /// How many threads handlers that block may have at once; default 64. Further calls of such handlers wait.
    /// tokio has 512 of these threads, unless the runtime was made otherwise.
    pub max_blocking: usize,
    /// How many connections there may be; default 8,192. One more is told `busy` and closed. The limit of the
    /// process on open files is often lower: what exceeds that one waits to be accepted.
    pub max_connections: usize,
    /// How many bytes of answers wait for a client to read them before nothing more is carried out for it;
    /// default 1 MiB. One answer may be longer.
    pub max_unsent: usize,
    /// How long a client may read nothing of what waits for it; default 30 s. Then the connection is closed and
    /// its requests are cancelled. None: for ever.
    pub write_timeout: Option<Duration>,
    /// How long a line may take from its first byte to its end; default 30 s. Then the client is told `timeout`,
    /// and nothing more is read of it. None: for ever.
    pub line_timeout: Option<Duration>,
    /// How long a connection may do nothing at all before it is closed; default none: for ever.
    pub idle_timeout: Option<Duration>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_line: 32 * 1024 * 1024,
            max_in_flight: 64,
            max_in_flight_total: 1024,
            max_blocking: 64,
            max_connections: 8192,
            max_unsent: 1024 * 1024,
            write_timeout: Some(Duration::from_secs(30)),
            line_timeout: Some(Duration::from_secs(30)),
            idle_timeout: None,
        }
    }
}

/// `name: type` sets the field `name` from a `type`.
macro_rules! setters {
    ($($name:ident: $type:ty),+ $(,)?) => {
        impl Limits {
            $(
                #[doc = concat!("Sets [`", stringify!($name), "`](#structfield.", stringify!($name), ").")]
                #[must_use]
                pub fn $name(mut self, limit: $type) -> Self {
                    self.$name = limit.into();
                    self
                }
            )+
        }
    };
}

setters! {
    max_line: usize,
    max_in_flight: usize,
    max_in_flight_total: usize,
    max_blocking: usize,
    max_connections: usize,
    max_unsent: usize,
    write_timeout: impl Into<Option<Duration>>,
    line_timeout: impl Into<Option<Duration>>,
    idle_timeout: impl Into<Option<Duration>>,
}
