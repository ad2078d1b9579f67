//! A daemon whose only handlers are in another crate, which it names.

use outfitter_daemon::prelude::*;

#[daemon(name = "linked", link = [outfitter_daemon_test_handlers])]
async fn main() {}
