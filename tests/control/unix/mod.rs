//! What needs signals, Unix sockets or terminals.

mod completions;
mod service;
mod stop;
mod terminal;
