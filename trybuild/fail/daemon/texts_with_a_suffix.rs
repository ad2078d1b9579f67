use outfitter_daemon::prelude::*;
#[daemon(name = "my-service"s, idle_timeout = "2s"s, max_line = "8MiB"i, runtime = "current_thread"x)]
async fn main() {}
