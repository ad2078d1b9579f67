use outfitter_daemon::prelude::*;

#[health_check]
async fn disk() -> String {
    String::new()
}

fn main() {}
