//! The protocol of the program `controlled`, and the program in a folder of its own.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use outfitter_daemon::prelude::*;
use outfitter_daemon::process::started_at;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tempfile::TempDir;

use crate::platform;

/// What clients may ask of it.
#[ipc_protocol]
#[derive(Debug)]
pub enum Request {
    /// Adds two numbers.
    #[ipc(returns = i64, error = Refused)]
    Add {
        /// The one.
        a: i64,
        /// The other.
        b: i64,
    },
    /// Counts.
    #[ipc(stream = u32, error = String)]
    Count {
        /// How far.
        to: u32,
        /// Whether to fail at the end.
        #[serde(default)]
        then_fail: bool,
    },
    /// Its name, and what it was started with.
    #[ipc(returns = (String, Vec<String>))]
    Arguments,
    /// Logs a line so many times.
    #[ipc(returns = ())]
    Log {
        /// The line.
        text: String,
        /// How often.
        times: u32,
    },
    /// Panics.
    #[ipc(returns = ())]
    Fall,
    /// Never answers.
    #[ipc(returns = ())]
    Hang,
    /// Prints a line to standard output.
    #[ipc(returns = ())]
    Print {
        /// The line.
        text: String,
    },
}

/// The sum does not fit.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[error("{a} is too large")]
pub struct Refused {
    /// The one.
    pub a: i64,
}

/// A program and the place of its daemon; what is left of that is killed when this is dropped.
#[derive(Debug)]
pub struct Controlled {
    folder: TempDir,
    program: PathBuf,
    environment: Vec<(String, String)>,
}

/// What a command came to.
#[derive(Debug)]
pub struct Done {
    /// Its exit code; 255 if a signal ended it.
    pub code: i32,
    /// Its standard output.
    pub stdout: String,
    /// Its standard error.
    pub stderr: String,
}

impl Controlled {
    /// The program `program` in a new folder.
    ///
    /// # Panics
    ///
    /// If there can be no folder.
    pub fn new(program: &str) -> Self {
        Self {
            folder: tempfile::tempdir().expect("a folder"),
            program: program.into(),
            environment: Vec::new(),
        }
    }

    /// With this variable from now on.
    #[must_use]
    pub fn with(mut self, variable: &str, value: &str) -> Self {
        self.set(variable, value);
        self
    }

    /// Sets a variable for what comes.
    pub fn set(&mut self, variable: &str, value: &str) {
        self.environment.retain(|(there, _)| there != variable);
        self.environment.push((variable.into(), value.into()));
    }

    /// The folder of everything.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The directory of its daemon `name`.
    pub fn dir(&self, name: &str) -> PathBuf {
        platform::dir_of(self.folder(), name)
    }

    /// A file of its daemon `name`, such as `daemon.lock`.
    pub fn file(&self, name: &str, file: &str) -> PathBuf {
        platform::file_of(self.folder(), name, file)
    }

    /// The socket of its daemon `name`.
    pub fn socket(&self, name: &str) -> PathBuf {
        platform::socket_of(self.folder(), name)
    }

    /// The log of its daemon `name`.
    pub fn log(&self, name: &str) -> PathBuf {
        self.folder().join("state").join(name).join("daemon.log")
    }

    /// The text of the log; empty if there is none.
    pub fn logged(&self, name: &str) -> String {
        std::fs::read_to_string(self.log(name)).unwrap_or_default()
    }

    /// The command, not started.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command
            .args(arguments)
            .envs(platform::surroundings(self.folder(), "controlled"))
            .env("CONTROLLED_FOLDER", self.folder())
            .env("XDG_CONFIG_HOME", self.folder().join("config"))
            .env_remove("RUST_LOG")
            .env_remove("RUST_BACKTRACE")
            .envs(self.environment.iter().map(|(variable, value)| (variable, value)))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Carries out a command.
    ///
    /// # Panics
    ///
    /// If it cannot be started.
    pub fn run(&self, arguments: &[&str]) -> Done {
        Done::of(&self.command(arguments).output().expect("the program"))
    }

    /// Carries out a command with this input.
    ///
    /// # Panics
    ///
    /// If it cannot be started or does not read it.
    pub fn run_with_input(&self, arguments: &[&str], input: &str) -> Done {
        let mut command = self.command(arguments);
        let mut child = command.stdin(Stdio::piped()).spawn().expect("the program");
        let mut stdin = child.stdin.take().expect("a pipe");
        stdin.write_all(input.as_bytes()).expect("a reader");
        drop(stdin);
        Done::of(&child.wait_with_output().expect("its end"))
    }

    /// Carries out a command that has to succeed, and gives what it printed.
    ///
    /// # Panics
    ///
    /// If it fails.
    #[track_caller]
    pub fn ok(&self, arguments: &[&str]) -> String {
        let done = self.run(arguments);
        assert_eq!(done.code, 0, "{arguments:?}: {done:?}");
        done.stdout
    }

    /// The JSON that a command prints.
    ///
    /// # Panics
    ///
    /// If it prints none.
    #[track_caller]
    pub fn json(&self, arguments: &[&str]) -> Value {
        let all: Vec<&str> = arguments.iter().copied().chain(["--json"]).collect();
        let done = self.run(&all);
        serde_json::from_str(&done.stdout).unwrap_or_else(|error| panic!("{error}: {done:?}"))
    }

    /// The PID that the daemon `name` has in its lock file.
    pub fn pid(&self, name: &str) -> Option<i32> {
        pid_in(&self.file(name, "daemon.lock"))
    }

    /// Kills the daemon `name` if it is there.
    pub fn kill(&self, name: &str) {
        kill_who_has(&self.file(name, "daemon.lock"));
    }
}

impl Drop for Controlled {
    fn drop(&mut self) {
        let inside = |folder: &Path| {
            let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
            entries.map(|entry| entry.path())
        };
        for path in inside(self.folder.path()) {
            // Beside each other, or each in a folder of its own.
            for file in inside(&path).chain([path]) {
                if file
                    .file_name()
                    .is_some_and(|name| name.to_string_lossy().ends_with("daemon.lock"))
                {
                    kill_who_has(&file);
                }
            }
        }
    }
}

fn kill_who_has(lock: &Path) {
    let Some(pid) = pid_in(lock).map(i64::from) else {
        return;
    };
    let Ok(written) = std::fs::metadata(lock).and_then(|file| file.modified()) else {
        return;
    };
    // One that was killed has left its number to another, perhaps to one of another test's processes.
    if started_at(pid).is_some_and(|started| started <= written + platform::START_TIME_SLACK) {
        platform::kill(pid);
    }
}

fn pid_in(lock: &Path) -> Option<i32> {
    std::fs::read_to_string(lock).ok()?.trim().parse().ok()
}

impl Done {
    fn of(output: &Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(255),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}
