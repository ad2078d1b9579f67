//! Small tools for tasks and threads, which [`outfitter-daemon`](https://docs.rs/outfitter-daemon) is made with. Use that
//! crate: these may change with any version.
//!
//! They need nothing but tokio, and are a crate of their own for what that does to a build from nothing. Cargo begins with
//! what most crates wait for. Of all that the runtime needs tokio takes longest, and with this crate it is one of the first to be
//! compiled; before, it was the last as often as not, with one core idle beside it.

pub mod closing;
pub mod race;
pub mod task;
pub mod thread;
