//! Asking a Unix socket by connecting to it.

use std::io;
use std::path::Path;

use crate::socket_unix;

/// Whether it is certain that nobody listens at `socket`: there is none, or it refuses.
///
/// A daemon that is busy or stopped does not refuse. It never waits: a connection to a Unix socket is made
/// or refused at once, and where the listener's queue is full, that is an answer too.
pub(in crate::lock) fn refuses(socket: &Path) -> bool {
    matches!(
        socket_unix::connect(socket).map_err(|error| error.kind()),
        Err(io::ErrorKind::ConnectionRefused | io::ErrorKind::NotFound)
    )
}

#[cfg(test)]
mod tests {
    use std::os::unix::net::UnixListener;

    use super::*;

    #[test]
    fn only_a_socket_that_nobody_listens_at_refuses() {
        let temp = crate::fixtures::temp_dir();
        let socket = temp.path().join("daemon.sock");
        assert!(refuses(&socket), "missing");
        let listener = UnixListener::bind(&socket).unwrap();
        assert!(!refuses(&socket), "somebody listens");
        drop(listener);
        assert!(refuses(&socket), "left behind");
        assert!(!refuses(&temp.path().join("x".repeat(200))), "cannot be asked");
    }
}
