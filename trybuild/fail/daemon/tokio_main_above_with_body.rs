use outfitter_daemon::prelude::*;

#[tokio::main(flavor = "current_thread")]
#[daemon(name = "x")]
async fn main(daemon: Daemon) -> Result<(), std::io::Error> {
    println!("{}", daemon.name());
    Ok(())
}
