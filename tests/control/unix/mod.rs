//! What needs signals, Unix sockets, terminals or several daemons by their directories.

mod instances;
mod peer;
mod service;
mod status;
mod stop;
mod terminal;
