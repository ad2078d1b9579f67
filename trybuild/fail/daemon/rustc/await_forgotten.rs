use outfitter_daemon::prelude::*;

async fn open() -> Result<(), std::io::Error> {
    Ok(())
}

#[daemon(name = "x")]
async fn main() -> Result<(), std::io::Error> {
    open()?;
    Ok(())
}
