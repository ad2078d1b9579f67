//! What the unit tests share.

use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::process;

/// A directory that is ours alone, whatever the umask, and removed at the end.
pub(crate) fn temp_dir() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::set_permissions(dir.path(), Permissions::from_mode(0o700)).unwrap();
    dir
}

/// The user that [`give_away`] gives to.
pub(crate) const STRANGER: u32 = 65533;

/// Gives `path` to another user; `false` if we are not root, who alone can, and the test has to be left out.
pub(crate) fn give_away(path: &Path) -> bool {
    process::effective_uid() == 0 && chown(path, Some(STRANGER), None).is_ok()
}

/// A process other than us, killed at the end.
pub(crate) struct Stranger(Child);

impl Stranger {
    pub(crate) fn new() -> Self {
        Self(
            Command::new("sleep")
                .arg("600")
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .spawn()
                .unwrap(),
        )
    }

    /// One that has ended, but that we, its parent, have not waited for.
    pub(crate) fn zombie() -> Self {
        let mut stranger = Self::new();
        stranger.0.kill().unwrap();
        wait_until("it is a zombie", || !process::is_process_alive(stranger.pid()));
        stranger
    }

    pub(crate) fn pid(&self) -> i64 {
        self.0.id().into()
    }
}

impl Drop for Stranger {
    fn drop(&mut self) {
        // It may have been killed already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

pub(crate) fn wait_until(what: &str, condition: impl Fn() -> bool) {
    let started = Instant::now();
    while !condition() {
        assert!(started.elapsed() < Duration::from_secs(10), "still not: {what}");
        std::thread::sleep(Duration::from_millis(1));
    }
}
