use outfitter_daemon::prelude::*;

#[daemon(name = "x")]
async fn main() -> u8 {
    1
}
