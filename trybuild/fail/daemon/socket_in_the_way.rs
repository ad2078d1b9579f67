use outfitter_daemon::prelude::*;
#[daemon(lock = "/run/x/daemon", socket = "/run/x/daemon")]
async fn main() {}
mod other {
    use outfitter_daemon::prelude::*;
    #[daemon(socket = "/run/user/1000/a-folder-whose-name-is-long/and-another-folder-whose-name-is-longer-still/then-the-name-of-the.sock")]
    async fn main() {}
}
