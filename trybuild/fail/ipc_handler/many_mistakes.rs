use outfitter_daemon::prelude::*;

#[ipc_handler(timeout = 2)]
fn status<T>(self, name: &str, _: impl Sized) -> u8 {
    1
}

fn main() {}
