//! Prints the four paths of the daemon that its argument names, for the environment that it runs in.
#![expect(clippy::print_stdout, reason = "this is what it is for")]

use outfitter_daemon::{PathsError, daemon_dir, lock_path, pid_path, socket_path};

fn main() -> Result<(), PathsError> {
    let tool = std::env::args().nth(1).unwrap_or_default();
    for path in [
        daemon_dir(&tool)?,
        socket_path(&tool)?,
        lock_path(&tool)?,
        pid_path(&tool)?,
    ] {
        println!("{}", path.display());
    }
    Ok(())
}
