use outfitter_daemon::prelude::*;

struct App;

#[daemon(name = "x")]
async fn main() -> Option<App> {
    Some(App)
}
