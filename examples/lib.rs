//! What the examples share: the protocols that both a daemon and its clients need to know.
//!
//! Run an example with `cargo run --example my-service`; each says at its top what it shows.

#[path = "bench/protocol.rs"]
pub mod bench;
pub mod key_value;
pub mod my_service;
