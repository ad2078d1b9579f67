#![daemon(name = "my-stock")]
use outfitter_daemon::prelude::*;
async fn main() {}
