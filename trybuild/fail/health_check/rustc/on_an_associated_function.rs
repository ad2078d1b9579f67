use outfitter_daemon::prelude::*;

struct App;

impl App {
    #[health_check]
    async fn disk() -> Result<(), String> {
        Ok(())
    }
}

fn main() {}
