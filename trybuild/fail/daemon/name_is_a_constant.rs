use outfitter_daemon::prelude::*;

const NAME: &str = "my-service";

#[daemon(name = NAME)]
async fn main() {}
