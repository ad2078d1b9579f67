//! What needs signals, Unix sockets or terminals.

mod completions;
mod peer;
mod programs;
mod service;
mod status;
mod stop;
mod terminal;
