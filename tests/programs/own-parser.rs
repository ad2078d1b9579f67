//! A daemon with a command line and a log of its own.

use outfitter_daemon::prelude::*;

#[daemon(name = "own-parser", cli = false, logs = false)]
async fn main() -> Result<(), std::io::Error> {
    use std::io::Write;
    tracing_subscriber::fmt()
        .json()
        .with_writer(std::io::stderr)
        .init();
    tracing::info!("through a subscriber of its own");
    writeln!(std::io::stderr(), "ready")
}
