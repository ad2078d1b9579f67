//! A daemon whose `main` installs a subscriber although there is one.

use outfitter_daemon::prelude::*;

#[daemon(name = "second-subscriber")]
async fn main() {
    tracing_subscriber::fmt().json().init();
}
