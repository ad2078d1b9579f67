//! Whether anybody listens at a socket.

#[cfg(unix)]
mod unix;

#[cfg(unix)]
pub(super) use self::unix::refuses;
