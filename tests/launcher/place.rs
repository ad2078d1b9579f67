//! A folder in which daemons are launched.

use std::fs::File;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use outfitter_daemon::{IpcClient, LaunchError, Launched, Launcher};
use outfitter_daemon_tests::{eventually, within};
use rustix::fs::{CWD, FileType, Mode, mknodat};
use serde_json::{Value, json};
use tempfile::TempDir;

/// The folder; a daemon that is left there is ended with it.
pub(crate) struct Place(TempDir);

impl Place {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::set_permissions(folder.path(), PermissionsExt::from_mode(0o700)).unwrap();
        Self(folder)
    }

    /// A file or folder that is none of the daemon's.
    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// A file in the daemon's directory.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.beside("service").join(name)
    }

    /// The launcher of the program `service`, whose files are here.
    pub(crate) fn launcher(&self) -> Launcher {
        Launcher::new("service")
            .program(env!("CARGO_BIN_EXE_service"))
            .env("XDG_RUNTIME_DIR", self.0.path())
            .env("XDG_STATE_HOME", self.beside("state"))
            .timeout(Duration::from_secs(20))
    }

    /// A process that uses the launcher of the client's `connect_or_start`.
    pub(crate) fn starter(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_starter"));
        command
            .env("XDG_RUNTIME_DIR", self.0.path())
            .env("XDG_STATE_HOME", self.beside("state"))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// What daemons wrote to standard error.
    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(self.beside("state/service/daemon.log")).unwrap_or_default()
    }

    /// A program of one's own.
    pub(crate) fn script(&self, name: &str, body: &str) -> PathBuf {
        let path = self.beside(name);
        // Under another name first, so that no process that is just being made has it open for writing.
        let new = self.beside("new");
        std::fs::write(&new, format!("#!/bin/sh\n{body}\n")).unwrap();
        std::fs::set_permissions(&new, PermissionsExt::from_mode(0o755)).unwrap();
        let moved = Command::new("cp").arg(&new).arg(&path).status().unwrap();
        assert!(moved.success());
        path
    }

    /// A pipe at which `main` waits; see the program.
    pub(crate) fn gate(&self) -> PathBuf {
        let gate = self.beside("gate");
        mknodat(CWD, &gate, FileType::Fifo, Mode::RWXU, 0).unwrap();
        gate
    }

    /// Lets whoever waits at the gate go on.
    pub(crate) fn open_gate(&self) {
        drop(File::options().write(true).open(self.beside("gate")).unwrap());
    }

    /// Asks the daemon to stop, and waits until it has.
    pub(crate) async fn stop(&self) {
        self.ask_to_stop().await;
        eventually("it has ended", || !self.file("daemon.lock").exists());
    }

    pub(crate) async fn ask_to_stop(&self) {
        let client = IpcClient::new(self.file("daemon.sock"));
        client.connect().await.unwrap();
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
        let pid = pid.ok().flatten().and_then(|pid| i32::try_from(pid).ok());
        if let Some(pid) = pid.and_then(rustix::process::Pid::from_raw) {
            let _ = rustix::process::kill_process(pid, rustix::process::Signal::KILL);
        }
    }
}

pub(crate) async fn start(launcher: &Launcher) -> Result<Launched, LaunchError> {
    within("it is started or not", launcher.start()).await
}
