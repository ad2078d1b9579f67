//! Not on Windows.

use outfitter_daemon::prelude::*;

pub(crate) async fn run(_daemon: Daemon) -> Result<(), std::io::Error> {
    Err(std::io::ErrorKind::Unsupported.into())
}
