use outfitter_daemon::prelude::*;

struct Service;

impl Service {
    #[daemon(name = "x")]
    async fn main() {}
}

fn main() {}
