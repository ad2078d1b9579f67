use outfitter_daemon::prelude::*;

#[daemon(name = "x")]
async fn main(#[cfg(unix)] daemon: Daemon) {
    drop(daemon);
}
