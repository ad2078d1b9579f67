use outfitter_daemon::prelude::*;
struct App;
#[daemon(name = "my-stock")]
async fn main() -> Result<State<App>, std::io::Error> { Ok(State(App.into())) }
