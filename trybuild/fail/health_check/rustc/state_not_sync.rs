use outfitter_daemon::prelude::*;

use std::cell::Cell;

struct App {
    count: Cell<u32>,
}

#[health_check]
async fn count(State(app): State<App>) {
    app.count.set(1);
}

fn main() {}
