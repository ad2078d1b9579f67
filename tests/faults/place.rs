//! A folder in which daemons are started again and again.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use outfitter_daemon_tests::eventually;
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

use crate::tools;

/// The program under test.
pub(crate) const HOLDER: &str = env!("CARGO_BIN_EXE_holder");

/// How long a start may take that nothing stands in the way of. It usually takes 20 ms; to wait for a lock
/// that nobody holds any more would take 2 s.
pub(crate) const AT_ONCE: Duration = Duration::from_millis(1900);

/// A runtime directory, and beside it what the daemons said.
pub(crate) struct Place {
    folder: TempDir,
    starts: AtomicU32,
}

/// A process of the program under test; killed when it is dropped.
pub(crate) struct Started {
    child: Child,
    since: Instant,
    stderr: PathBuf,
}

/// How a process ended.
#[derive(Debug)]
pub(crate) struct Finished {
    pub(crate) status: ExitStatus,
    pub(crate) stderr: String,
}

impl Place {
    /// # Panics
    ///
    /// If the machine lacks what the tests need.
    #[track_caller]
    pub(crate) fn new() -> Self {
        tools::require();
        let folder = tempfile::tempdir().unwrap();
        for name in ["said", "run"] {
            std::fs::create_dir(folder.path().join(name)).unwrap();
        }
        Self {
            folder,
            starts: AtomicU32::new(0),
        }
    }

    /// The runtime directory.
    pub(crate) fn base(&self) -> PathBuf {
        self.beside("run")
    }

    /// A file or folder that is none of the daemon's.
    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn dir(&self) -> PathBuf {
        self.base().join("holder")
    }

    pub(crate) fn lock(&self) -> PathBuf {
        self.dir().join("daemon.lock")
    }

    pub(crate) fn socket(&self) -> PathBuf {
        self.dir().join("daemon.sock")
    }

    /// What the daemons wrote of their lives.
    pub(crate) fn journal(&self) -> String {
        std::fs::read_to_string(self.beside("journal")).unwrap_or_default()
    }

    /// A command whose daemon has its files here.
    pub(crate) fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command
            .env("XDG_RUNTIME_DIR", self.base())
            .env("XDG_STATE_HOME", self.base().join("state"))
            .stdin(Stdio::null())
            .stdout(Stdio::null());
        command
    }

    /// Starts a command of this place, and keeps what it says.
    pub(crate) fn spawn(&self, command: &mut Command) -> Started {
        let number = self.starts.fetch_add(1, Ordering::Relaxed);
        let stderr = self.beside("said").join(number.to_string());
        command.stderr(File::create(&stderr).unwrap());
        let since = Instant::now();
        let child = command.spawn();
        Started {
            child: child.unwrap_or_else(|error| panic!("{command:?}: {error}")),
            since,
            stderr,
        }
    }

    /// Starts the program under test, which says in the journal when it is up.
    pub(crate) fn start(&self) -> Started {
        self.spawn(self.command(HOLDER).env("HOLDER_JOURNAL", self.beside("journal")))
    }

    /// Waits until what a daemon says in the file `said` contains `text`.
    #[track_caller]
    pub(crate) fn hears(&self, said: &str, text: &str) {
        let file = self.beside("said").join(said);
        let read = || std::fs::read_to_string(&file).unwrap_or_default();
        eventually(&format!("`{said}` says `{text}`"), || read().contains(text));
    }

    /// The names of the files in the daemon's directory.
    pub(crate) fn files(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.dir()).into_iter().flatten();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    /// Whatever happened before: a daemon starts at once, stops when it is told to, and leaves nothing.
    #[track_caller]
    pub(crate) fn starts_and_stops(&self, after: &str) {
        let mut daemon = self.start();
        let took = daemon.running();
        assert!(took < AT_ONCE, "the start after {after} took {took:?}");
        let finished = daemon.terminate();
        assert!(
            finished.status.success(),
            "the stop of the start after {after}: {finished:?}"
        );
        assert_eq!(
            self.files(),
            [""; 0],
            "left by a start and stop after {after}: {finished:?}"
        );
    }
}

#[track_caller]
pub(crate) fn signal(pid: u32, signal: Signal) {
    kill_process(Pid::from_raw(pid.cast_signed()).unwrap(), signal).unwrap();
}

impl Started {
    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    pub(crate) fn said(&self) -> String {
        String::from_utf8_lossy(&std::fs::read(&self.stderr).unwrap()).into_owned()
    }

    pub(crate) fn says_it_runs(&self) -> bool {
        self.said().contains(": running (PID ")
    }

    /// The first line of its standard output, which must be a pipe.
    #[track_caller]
    pub(crate) fn first_line(&mut self) -> String {
        let mut line = String::new();
        BufReader::new(self.child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        line
    }

    /// The daemon's own process, where another, such as a tracer, is its parent; once it runs.
    #[track_caller]
    pub(crate) fn pid_it_says(&self) -> u32 {
        let said = self.said();
        let pid = said
            .split_once("(PID ")
            .and_then(|(_, rest)| rest.split_once(')'));
        pid.and_then(|(pid, _)| pid.parse().ok())
            .unwrap_or_else(|| panic!("no PID in {said:?}"))
    }

    /// How it ended, if it has.
    pub(crate) fn try_finished(&mut self) -> Option<Finished> {
        let status = self.child.try_wait().unwrap()?;
        Some(Finished {
            status,
            stderr: self.said(),
        })
    }

    /// Waits until it runs, and gives how long that took from its start.
    #[track_caller]
    pub(crate) fn running(&mut self) -> Duration {
        eventually("the daemon says that it is running", || {
            assert!(!self.has_ended(), "it ended instead: {:?}", self.try_finished());
            self.says_it_runs()
        });
        self.since.elapsed()
    }

    fn has_ended(&mut self) -> bool {
        self.child.try_wait().unwrap().is_some()
    }

    pub(crate) fn signal(&self, signal: Signal) {
        self::signal(self.pid(), signal);
    }

    #[track_caller]
    pub(crate) fn finished(&mut self) -> Finished {
        eventually("the process has ended", || self.has_ended());
        self.try_finished().unwrap()
    }

    #[track_caller]
    pub(crate) fn terminate(&mut self) -> Finished {
        self.signal(Signal::TERM);
        self.finished()
    }

    #[track_caller]
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Started {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
