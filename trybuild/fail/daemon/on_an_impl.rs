use outfitter_daemon::prelude::*;

struct Service;

#[daemon(name = "x")]
impl Service {
    async fn main() {}
}
