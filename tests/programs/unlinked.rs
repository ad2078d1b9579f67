//! A daemon that does not name the crate with the handlers.

use outfitter_daemon::prelude::*;

#[daemon(name = "unlinked")]
async fn main() {}
