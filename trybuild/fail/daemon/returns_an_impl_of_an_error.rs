use outfitter_daemon::prelude::*;

struct App;

#[daemon(name = "x")]
async fn main(_: Daemon) -> Result<App, impl std::error::Error> {
    std::fs::read("settings")?;
    Ok(App)
}
