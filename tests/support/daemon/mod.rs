//! A daemon in a process and a folder of its own.

#[cfg(unix)]
mod unix;

use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};

use tempfile::TempDir;

use crate::{LIMIT, eventually, platform};

/// A daemon that was started by a test; killed when it is dropped.
#[derive(Debug)]
pub struct RunningDaemon {
    child: Child,
    folder: TempDir,
    name: String,
}

/// How a daemon ended.
#[derive(Debug)]
pub struct Ended {
    /// Its exit status.
    pub status: ExitStatus,
    /// All that it wrote to standard error.
    pub stderr: String,
    /// The names of the files that it left in its directory.
    pub left: Vec<String>,
}

impl RunningDaemon {
    /// Starts `program`, whose daemon is called `name`, in a new folder, and waits until it is running.
    ///
    /// # Panics
    ///
    /// If it cannot be started, or ends instead.
    pub fn start(program: &str, name: &str) -> Self {
        Self::start_in(tempfile::tempdir().expect("a folder"), program, name)
    }

    /// As [`start`](Self::start), in the folder that another left.
    ///
    /// # Panics
    ///
    /// If it cannot be started, or ends instead.
    pub fn start_in(folder: TempDir, program: &str, name: &str) -> Self {
        let mut daemon = Self::spawn_in(folder, program, name, |_| {});
        eventually("the daemon says that it is running", || {
            assert!(
                daemon.child.try_wait().expect("its own child").is_none(),
                "{:?}",
                daemon.ended()
            );
            daemon.is_running()
        });
        daemon
    }

    /// Starts `program` in a new folder, with whatever else `prepare` wants, and does not wait.
    ///
    /// # Panics
    ///
    /// If it cannot be started.
    pub fn spawn(program: &str, name: &str, prepare: impl FnOnce(&mut Command)) -> Self {
        Self::spawn_in(tempfile::tempdir().expect("a folder"), program, name, prepare)
    }

    /// As [`spawn`](Self::spawn), in the folder that another left.
    ///
    /// # Panics
    ///
    /// If it cannot be started.
    pub fn spawn_in(folder: TempDir, program: &str, name: &str, prepare: impl FnOnce(&mut Command)) -> Self {
        let mut command = Command::new(program);
        command.envs(platform::surroundings(folder.path(), name));
        command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        prepare(&mut command);
        let child = command.spawn().expect("the program under test");
        Self {
            child,
            folder,
            name: name.to_owned(),
        }
    }

    /// The base directory of its files.
    pub fn base(&self) -> &Path {
        self.folder.path()
    }

    /// Its directory.
    pub fn dir(&self) -> PathBuf {
        platform::dir_of(self.base(), &self.name)
    }

    /// Its file, such as `daemon.lock`.
    pub fn file(&self, file: &str) -> PathBuf {
        platform::file_of(self.base(), &self.name, file)
    }

    /// Its socket.
    pub fn socket(&self) -> PathBuf {
        platform::socket_of(self.base(), &self.name)
    }

    /// Its process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// What it answers to a `daemon.ping`; nothing if it does not.
    pub fn ping(&self) -> String {
        let Ok(mut stream) = platform::connect_blocking(self.socket()) else {
            return String::new();
        };
        let mut line = String::new();
        let asked =
            stream.write_all(b"{\"id\":1,\"type\":\"request\",\"payload\":{\"type\":\"daemon.ping\"}}\n");
        let read = asked.and_then(|()| BufReader::new(stream).read_line(&mut line));
        read.map(|_| line).unwrap_or_default()
    }

    /// Whether it says that it is running.
    pub fn is_running(&self) -> bool {
        self.ping().contains("\"running\"")
    }

    /// Kills it and gives its folder for the next one.
    ///
    /// # Panics
    ///
    /// If it cannot be waited for.
    pub fn kill(mut self) -> TempDir {
        self.child
            .kill()
            .and_then(|()| self.child.wait())
            .expect("a dead child");
        std::mem::replace(&mut self.folder, tempfile::tempdir().expect("a folder"))
    }

    /// Whether it has ended.
    ///
    /// # Panics
    ///
    /// If it cannot be waited for.
    pub fn has_ended(&mut self) -> bool {
        self.child.try_wait().expect("its own child").is_some()
    }

    /// Waits until it has ended.
    ///
    /// # Panics
    ///
    /// If it has not after [`LIMIT`].
    pub fn ended(&mut self) -> Ended {
        let mut status = None;
        eventually("the daemon has ended", || {
            status = self.child.try_wait().expect("its own child");
            status.is_some()
        });
        let mut stderr = String::new();
        if let Some(mut pipe) = self.child.stderr.take() {
            pipe.read_to_string(&mut stderr).expect("text");
        }
        let files = std::fs::read_dir(self.dir()).into_iter().flatten();
        let left = files
            .map(|file| file.expect("a file").file_name().to_string_lossy().into_owned())
            .filter(|file| platform::is_its_own(&self.name, file))
            .collect();
        Ended {
            status: status.expect("ended"),
            stderr,
            left,
        }
    }

    /// Asks it to stop, as whoever started it does.
    ///
    /// # Panics
    ///
    /// If it is gone.
    pub fn ask_to_end(&self) {
        platform::ask_to_end(self.pid(), &self.socket());
    }

    /// Asks it to stop and waits for its end.
    ///
    /// # Panics
    ///
    /// If it has not ended after [`LIMIT`].
    pub fn terminate(&mut self) -> Ended {
        self.ask_to_end();
        self.ended()
    }
}

impl Drop for RunningDaemon {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const _: () = assert!(
    LIMIT.as_secs() > 10,
    "longer than any limit of a daemon under test"
);
