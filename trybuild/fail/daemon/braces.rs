use outfitter_daemon::prelude::*;

#[daemon { name = "x", nmae = "y" }]
async fn main() {}
