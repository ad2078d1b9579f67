use outfitter_daemon::prelude::*;

use std::cell::RefCell;

struct App {
    count: RefCell<u32>,
}

#[daemon(name = "x")]
async fn main() -> Result<App, std::io::Error> {
    Ok(App { count: RefCell::new(0) })
}
