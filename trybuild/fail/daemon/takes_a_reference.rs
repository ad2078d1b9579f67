use outfitter_daemon::prelude::*;

#[daemon(name = "x")]
async fn main(daemon: &Daemon) {
    drop(daemon);
}
