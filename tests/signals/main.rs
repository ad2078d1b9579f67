//! Signals, each for a process of its own.

#[cfg(unix)]
mod unix;
