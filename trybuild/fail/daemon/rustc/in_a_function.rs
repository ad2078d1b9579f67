#![deny(dead_code)]

use outfitter_daemon::prelude::*;

fn main() {
    #[daemon(name = "x")]
    async fn main() {}
}
