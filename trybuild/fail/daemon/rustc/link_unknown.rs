use outfitter_daemon::prelude::*;

#[daemon(name = "x", link = [my_handlers])]
async fn main() {}
