use outfitter_daemon::prelude::*;

#[health_check]
async fn disk() -> Option<()> {
    Some(())
}

fn main() {}
