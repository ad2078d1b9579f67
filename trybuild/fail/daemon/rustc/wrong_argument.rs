use outfitter_daemon::prelude::*;

#[daemon(name = "x")]
async fn main(args: Vec<String>) {
    drop(args);
}
