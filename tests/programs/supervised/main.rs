//! A daemon whose initialisation and whose workers wait for the test that supervises it.
//! Those tests need Unix.

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
use unix as platform;
#[cfg(windows)]
use windows as platform;

use outfitter_daemon::prelude::*;

#[daemon(name = "supervised", shutdown_timeout = "1s")]
async fn main(daemon: Daemon) -> Result<(), std::io::Error> {
    platform::run(daemon).await
}
