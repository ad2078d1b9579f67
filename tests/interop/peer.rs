//! A process that runs one of the scripts beside this file and does what a test tells it.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};

use outfitter_daemon_tests::LIMIT;
use serde_json::{Value, json};

use crate::DAEMON;

/// The folder of the scripts, and of the package.
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/interop");

/// A running script; killed when it is dropped.
pub(crate) struct Peer {
    child: Child,
    answers: Receiver<String>,
}

impl Peer {
    /// Runs `script` for our daemon's name, with `base` as the runtime directory.
    pub(crate) fn start(script: &str, base: &Path) -> Self {
        Self::start_with(script, |command| {
            command.env("XDG_RUNTIME_DIR", base);
        })
    }

    /// Runs `script` with whatever else `prepare` wants.
    pub(crate) fn start_with(script: &str, prepare: impl FnOnce(&mut Command)) -> Self {
        let bun = Path::new(FOLDER).join("node_modules/.bin/bun");
        assert!(
            bun.exists(),
            "the TypeScript package is not installed; run `tests/interop/install`"
        );
        let mut command = Command::new(bun);
        command.current_dir(FOLDER).args([script, DAEMON.1]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        prepare(&mut command);
        let mut child = command.spawn().expect("bun");
        let stdout = BufReader::new(child.stdout.take().expect("a pipe"));
        let (sender, answers) = channel();
        // A thread, since only that can be waited for with an upper bound. It ends with the script.
        std::thread::spawn(move || {
            stdout
                .lines()
                .map_while(Result::ok)
                .try_for_each(|line| sender.send(line))
        });
        Self { child, answers }
    }

    /// Has a command carried out; the error is the message of the exception.
    pub(crate) fn ask(&mut self, command: &str, argument: impl Into<Value>) -> Result<Value, String> {
        let line = json!({ "command": command, "argument": argument.into() });
        let stdin = self.child.stdin.as_mut().expect("a pipe");
        writeln!(stdin, "{line}").expect("a script that listens");
        let answer = self.answers.recv_timeout(LIMIT);
        let answer = answer.unwrap_or_else(|error| panic!("no answer to {command:?}: {error}"));
        let mut answer: Value = serde_json::from_str(&answer).expect("an answer");
        match answer.get("error").and_then(Value::as_str) {
            Some(error) => Err(error.to_owned()),
            None => Ok(answer["ok"].take()),
        }
    }

    /// Has a command carried out that does not fail.
    #[track_caller]
    pub(crate) fn get(&mut self, command: &str) -> Value {
        self.ask(command, Value::Null).unwrap()
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Ends it as SIGKILL does, and waits until it is gone.
    pub(crate) fn kill(mut self) {
        self.child.kill().and_then(|()| self.child.wait()).unwrap();
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        // It may have been killed already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
