//! The program against a server in node: alone, in a herd, beside the original, with what others have left.

#![allow(
    clippy::unwrap_used,
    reason = "a test fails by panicking, also in its helpers"
)]

mod alone;
mod herd;
mod original;
mod place;
mod signals;
