use outfitter_daemon::prelude::*;

struct Full;

#[health_check]
async fn disk() -> Result<(), Full> {
    Err(Full)
}

fn main() {}
