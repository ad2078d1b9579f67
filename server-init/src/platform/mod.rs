//! What differs between platforms: signals, processes in the background, and what is known of other processes.

#[cfg(target_os = "linux")]
mod linux;
#[cfg(all(unix, not(target_os = "linux")))]
mod other_unix;
#[cfg(unix)]
mod unix;

#[cfg(target_os = "linux")]
use self::linux as sys;
#[cfg(all(unix, not(target_os = "linux")))]
use self::other_unix as sys;

pub(crate) use self::sys::runs_javascript;
#[cfg(unix)]
pub(crate) use self::unix::{become_server, on_signal, spawn};
