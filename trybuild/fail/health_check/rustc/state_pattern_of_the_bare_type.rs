use outfitter_daemon::prelude::*;

struct App {
    stock: u64,
}

#[health_check]
async fn stocked(State(app): App) -> Result<(), &'static str> {
    if app.stock > 0 { Ok(()) } else { Err("sold out") }
}

fn main() {}
