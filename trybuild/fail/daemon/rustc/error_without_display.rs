use outfitter_daemon::prelude::*;

struct App;
struct AppError;

#[daemon(name = "x")]
async fn main() -> Result<App, AppError> {
    Ok(App)
}
