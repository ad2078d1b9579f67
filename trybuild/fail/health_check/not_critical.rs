use outfitter_daemon::prelude::*;
#[health_check(!critical, after = [disk-space])]
async fn disk() {}
#[daemon(name = "my-stock")]
async fn main() {}
