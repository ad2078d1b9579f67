//! Background daemons from attribute macros.
