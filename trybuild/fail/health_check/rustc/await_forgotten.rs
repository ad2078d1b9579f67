use outfitter_daemon::prelude::*;

async fn free() -> Result<(), std::io::Error> {
    Ok(())
}

#[health_check]
async fn disk() -> Result<(), std::io::Error> {
    free()
}

fn main() {}
