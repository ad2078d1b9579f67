use outfitter_daemon::prelude::*;
#[health_check]
async fn disk(app) -> Result<(), String> { let _ = app; Ok(()) }
fn main() {}
