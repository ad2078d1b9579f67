//! What tests do differently from one platform to the next.

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;
#[cfg(windows)]
mod windows_owned;
#[cfg(windows)]
mod windows_process;
#[cfg(windows)]
mod windows_server;

#[cfg(unix)]
pub use self::unix::*;
#[cfg(windows)]
pub use self::windows::*;
#[cfg(windows)]
pub use self::windows_process::*;
#[cfg(windows)]
pub use self::windows_server::*;
