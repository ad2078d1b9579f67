use outfitter_daemon::prelude::*;

#[health_check]
fn disk() -> Result<(), String> {
    Ok(())
}

fn main() {}
