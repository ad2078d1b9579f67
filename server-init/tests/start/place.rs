//! A home directory, a port, and the servers that were started there.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant, SystemTime};

use outfitter_daemon::process::started_at;
use tempfile::TempDir;

use crate::{platform, stand_in};

const LIMIT: Duration = Duration::from_secs(20);

pub(crate) struct Place {
    home: TempDir,
    pub(crate) port: u16,
}

impl Place {
    pub(crate) fn new() -> Self {
        Self {
            home: tempfile::tempdir().unwrap(),
            port: free_port(),
        }
    }

    pub(crate) fn lock(&self) -> PathBuf {
        self.home.path().join(".octocode/server-init.lock")
    }

    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// Puts a lock file there.
    pub(crate) fn leave(&self, content: &str) {
        std::fs::create_dir_all(self.lock().parent().unwrap()).unwrap();
        std::fs::write(self.lock(), content).unwrap();
    }

    /// The program with the environment of this place.
    pub(crate) fn program(&self) -> Command {
        self.program_at(env!("CARGO_BIN_EXE_server-init"))
    }

    /// Another program with the environment of this place.
    pub(crate) fn program_at(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command
            .env(platform::HOME, self.home.path())
            .env("OCTOCODE_PORT", self.port.to_string())
            .env("OCTOCODE_POLL_INTERVAL", "20")
            .env("OCTOCODE_INIT_TIMEOUT", "20000")
            .env_remove("OCTOCODE_LOCK_TIMEOUT")
            .current_dir(self.home.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// The server that says `initializing` twice.
    pub(crate) fn server(&self) -> Vec<String> {
        self.server_that_says("2", "ok")
    }

    pub(crate) fn server_that_says(&self, answers: &str, status: &str) -> Vec<String> {
        stand_in::command(&self.beside("starts"), self.port, answers, status)
    }

    /// One that never answers, and does not count as started.
    pub(crate) fn silent_server(&self) -> Vec<String> {
        stand_in::silent(&self.beside("silent"))
    }

    /// The program that is to start the server.
    pub(crate) fn starter(&self) -> Command {
        let mut command = self.program();
        command.arg("--").args(self.server());
        command
    }

    /// The servers that were started.
    pub(crate) fn started(&self) -> Vec<u32> {
        self.noted_in("starts")
    }

    fn noted_in(&self, file: &str) -> Vec<u32> {
        let starts = std::fs::read_to_string(self.beside(file)).unwrap_or_default();
        starts.lines().map(|pid| pid.parse().unwrap()).collect()
    }

    /// Whether somebody listens on the port.
    pub(crate) fn is_served(&self) -> bool {
        TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).is_ok()
    }

    /// What is left in the lock's directory.
    pub(crate) fn left(&self) -> Vec<String> {
        let mut left: Vec<String> = std::fs::read_dir(self.lock().parent().unwrap())
            .unwrap()
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .collect();
        left.sort_unstable();
        left
    }
}

/// A port that nobody listens on, and that no other test was given.
fn free_port() -> u16 {
    static GIVEN: Mutex<BTreeSet<u16>> = Mutex::new(BTreeSet::new());
    let mut given = GIVEN.lock().unwrap();
    loop {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        if given.insert(port) {
            return port;
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        for file in ["starts", "silent"] {
            let Ok(noted) = std::fs::metadata(self.beside(file)).and_then(|file| file.modified()) else {
                continue;
            };
            // One that could not stay has left its number to another, perhaps to one of another test's processes.
            let is_it = |pid: u32| {
                started_at(pid.into()).is_some_and(|started| started <= noted + platform::START_TIME_SLACK)
            };
            self.noted_in(file)
                .into_iter()
                .filter(|pid| is_it(*pid))
                .for_each(platform::kill);
        }
    }
}

pub(crate) fn now_ms() -> u128 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    since.unwrap().as_millis()
}

pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// It said `ok` last, and nothing went wrong.
#[track_caller]
pub(crate) fn is_ok(output: &Output) {
    assert!(output.status.success(), "{output:?}");
    assert_eq!(stdout(output).lines().last(), Some("ok"), "{output:?}");
    assert_eq!(stderr(output), "", "{output:?}");
}

#[track_caller]
pub(crate) fn eventually(what: &str, mut is_true: impl FnMut() -> bool) {
    let until = Instant::now() + LIMIT;
    while !is_true() {
        assert!(Instant::now() < until, "still not true after {LIMIT:?}: {what}");
        std::thread::sleep(Duration::from_millis(3));
    }
}

/// A process that has nothing to do with any of this; killed at the end.
pub(crate) struct Foreign(pub(crate) Child);

impl Foreign {
    pub(crate) fn new() -> Self {
        Self(platform::stranger().spawn().unwrap())
    }
}

impl Drop for Foreign {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
