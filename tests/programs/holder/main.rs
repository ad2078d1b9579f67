//! A daemon that does little more than hold its lock, and tells a journal when it does. For tests that kill it.
//! Those tests need Unix.

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
use unix as platform;
#[cfg(windows)]
use windows as platform;

fn main() -> std::process::ExitCode {
    platform::run()
}
