use outfitter_daemon::prelude::*;

#[daemon]
#[async_std::main]
async fn main(_: Daemon) {}
