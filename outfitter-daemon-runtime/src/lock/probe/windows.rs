//! Asking a named pipe by opening it.

use std::fs::File;
use std::io::ErrorKind;
use std::path::Path;

/// Whether it is certain that nobody listens at `pipe`: there is none.
///
/// A pipe is there as long as somebody serves it, also one who has no room for another client at the moment. It
/// never waits.
pub(in crate::lock) fn refuses(pipe: &Path) -> bool {
    let opened = File::options().read(true).write(true).open(pipe);
    opened.is_err_and(|error| error.kind() == ErrorKind::NotFound)
}

#[cfg(all(test, feature = "client"))]
mod tests {
    use tokio::net::windows::named_pipe::ServerOptions;

    use super::*;
    use crate::fixtures::{socket_in, temp_dir};

    #[tokio::test]
    async fn only_a_pipe_that_nobody_serves_refuses() {
        let temp = temp_dir();
        let pipe = socket_in(temp.path());
        assert!(refuses(&pipe), "missing");
        let server = ServerOptions::new().create(&pipe).unwrap();
        assert!(!refuses(&pipe), "somebody listens");
        assert!(!refuses(&pipe), "somebody listens, but to another");
        drop(server);
        assert!(refuses(&pipe), "gone");
        assert!(!refuses(&temp.path().join("\0")), "cannot be asked");
    }
}
