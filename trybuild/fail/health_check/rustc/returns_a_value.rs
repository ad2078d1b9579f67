use outfitter_daemon::prelude::*;

#[health_check]
async fn disk() -> Result<u64, std::io::Error> {
    Ok(1)
}

fn main() {}
