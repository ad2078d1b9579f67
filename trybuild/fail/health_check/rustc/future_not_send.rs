use outfitter_daemon::prelude::*;

use std::rc::Rc;

async fn pause() {}

#[health_check]
async fn disk() -> Result<(), String> {
    let name = Rc::new(String::new());
    pause().await;
    Err((*name).clone())
}

fn main() {}
