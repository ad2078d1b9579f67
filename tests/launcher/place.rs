//! A folder in which daemons are launched.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use outfitter_daemon::{IpcClient, LaunchError, Launched, Launcher};
use outfitter_daemon_tests::{eventually, platform, within};
use serde_json::{Value, json};
use tempfile::TempDir;

/// The folder; a daemon that is left there is ended with it.
pub(crate) struct Place(TempDir);

impl Place {
    pub(crate) fn new() -> Self {
        Self(platform::private_folder())
    }

    /// A file or folder that is none of the daemon's.
    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// A file in the daemon's directory.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        platform::file_of(self.0.path(), "service", name)
    }

    /// The daemon's directory.
    pub(crate) fn dir(&self) -> PathBuf {
        platform::dir_of(self.0.path(), "service")
    }

    /// The daemon's socket.
    pub(crate) fn socket(&self) -> PathBuf {
        platform::socket_of(self.0.path(), "service")
    }

    /// The variables by which daemon and clients have their files here.
    pub(crate) fn surroundings(&self) -> Vec<(String, OsString)> {
        platform::surroundings(self.0.path(), "service")
    }

    /// The launcher of the program `service`, whose files are here.
    pub(crate) fn launcher(&self) -> Launcher {
        let launcher = Launcher::new("service")
            .program(env!("CARGO_BIN_EXE_service"))
            .timeout(Duration::from_secs(20));
        let surroundings = self.surroundings().into_iter();
        surroundings.fold(launcher, |launcher, (variable, value)| {
            launcher.env(variable, value)
        })
    }

    /// A process that uses the launcher of the client's `connect_or_start`.
    pub(crate) fn starter(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_starter"));
        command
            .envs(self.surroundings())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// What daemons wrote to standard error.
    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(self.beside("state/service/daemon.log")).unwrap_or_default()
    }

    /// Asks the daemon to stop, and waits until it has.
    pub(crate) async fn stop(&self) {
        self.ask_to_stop().await;
        eventually("it has ended", || !self.file("daemon.lock").exists());
    }

    pub(crate) async fn ask_to_stop(&self) {
        let client = IpcClient::new(self.socket());
        // Whoever was started a moment ago may not listen yet.
        within("it listens", async {
            while client.connect().await.is_err_and(|error| error.is_not_running()) {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        })
        .await;
        client
            .send::<Value>(json!({ "type": "daemon.stop" }))
            .await
            .unwrap();
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        // Whoever is still there, unless the test has seen to it.
        let pid = outfitter_daemon::read_lock_pid(self.file("daemon.lock"));
        if let Ok(Some(pid)) = pid {
            platform::kill(pid);
        }
    }
}

pub(crate) async fn start(launcher: &Launcher) -> Result<Launched, LaunchError> {
    within("it is started or not", launcher.start()).await
}
