//! Background daemons from attribute macros.

pub mod name;

pub use name::{DaemonName, NameError};
