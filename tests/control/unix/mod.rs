//! What needs signals, Unix sockets, terminals or several daemons by their directories.

mod completions;
mod instances;
mod service;
mod stop;
mod terminal;
