//! What needs signals, Unix sockets, terminals or several daemons by their directories.

mod completions;
mod instances;
mod peer;
mod programs;
mod service;
mod status;
mod stop;
mod terminal;
