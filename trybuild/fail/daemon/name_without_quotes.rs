use outfitter_daemon::prelude::*;

#[daemon(name = my-service)]
async fn main() {}
