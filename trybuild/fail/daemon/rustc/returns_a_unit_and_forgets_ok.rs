use outfitter_daemon::prelude::*;

#[daemon(name = "x")]
async fn main() -> Result<(), std::io::Error> {
    std::fs::create_dir("/tmp/x")?;
}
