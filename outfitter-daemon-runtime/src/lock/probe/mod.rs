//! Whether anybody listens at a socket.

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
pub(super) use self::unix::refuses;
#[cfg(windows)]
pub(super) use self::windows::refuses;
