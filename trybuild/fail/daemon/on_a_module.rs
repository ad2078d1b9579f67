use outfitter_daemon::prelude::*;

#[daemon]
mod service {
    async fn main() {}
}
