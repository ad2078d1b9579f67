use outfitter_daemon::prelude::*;

struct App;

impl App {
    #[health_check]
    async fn disk(&self) -> Result<(), String> {
        Ok(())
    }
}

fn main() {}
