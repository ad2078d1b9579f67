//! What needs signals, a shell, `/proc` or node.

mod original;
mod signals;
mod surroundings;
