//! What a launcher's umask takes away, or does not.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use crate::place::{HOLDER, Place};

fn mode(path: &Path) -> u32 {
    std::fs::metadata(path).unwrap().permissions().mode() & 0o7777
}

#[test]
fn no_umask_makes_a_daemon_more_open_or_more_closed() {
    for umask in ["0", "022", "0777"] {
        let place = Place::new();
        let mut shell = place.command("sh");
        let mut daemon = place.spawn(shell.args(["-c", &format!("umask {umask}; exec {HOLDER}")]));
        daemon.running();
        assert_eq!(mode(&place.dir()), 0o700, "{umask}");
        assert_eq!(mode(&place.lock()), 0o600, "{umask}");
        assert_eq!(mode(&place.socket()), 0o600, "{umask}");
        assert_eq!(mode(&place.dir().join("daemon.pid")), 0o644, "{umask}");
        assert!(daemon.terminate().status.success());
        assert_eq!(place.files(), [""; 0]);
    }
}
