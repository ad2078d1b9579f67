use outfitter_daemon::prelude::*;

struct App;

#[health_check]
async fn disk(app: App) {
    drop(app);
}

fn main() {}
