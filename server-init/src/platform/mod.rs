//! What differs between platforms: signals, and processes in the background.

#[cfg(target_os = "linux")]
mod linux;
#[cfg(all(unix, not(target_os = "linux")))]
mod other_unix;
#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(target_os = "linux")]
use self::linux as sys;
#[cfg(all(unix, not(target_os = "linux")))]
use self::other_unix as sys;
#[cfg(unix)]
use self::unix as platform;
#[cfg(windows)]
use self::windows as platform;

pub(crate) use self::platform::{become_server, on_signal, spawn};
