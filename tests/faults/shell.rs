//! A shell in namespaces of its own, which a test talks to: it can mount what it likes, and give numbers to
//! processes. All of it is gone when the shell ends.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};

use outfitter_daemon_tests::LIMIT;

use crate::place::Place;

const END: &str = "--- that was it";

/// A shell that does what it is told, one thing after the other. Its errors go where the test's go.
pub(crate) struct Shell {
    unshare: Child,
    input: ChildStdin,
    output: Receiver<String>,
}

impl Shell {
    /// A shell in the new namespaces that `options` of `unshare` name, with the environment of `place`, and
    /// the program under test as `$HOLDER`.
    pub(crate) fn start(place: &Place, options: &[&str]) -> Self {
        let mut command: Command = place.command("unshare");
        command
            .args(options)
            .args(["--kill-child", "--fork", "sh", "-u"])
            .env("HOLDER", crate::place::HOLDER)
            .env("BASE", place.base())
            .env("SAID", place.beside("said"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        let mut unshare = command
            .spawn()
            .expect("`unshare`; tests/faults/install installs it");
        let (input, output) = (unshare.stdin.take().unwrap(), unshare.stdout.take().unwrap());
        let (sender, receiver) = channel();
        std::thread::spawn(move || {
            let mut lines = BufReader::new(output).lines();
            // Until the shell ends, or the test.
            while lines
                .next()
                .is_some_and(|line| sender.send(line.unwrap()).is_ok())
            {}
        });
        Self {
            unshare,
            input,
            output: receiver,
        }
    }

    /// Does something and gives what it printed. A command that fails is a failure of the test.
    #[track_caller]
    pub(crate) fn does(&mut self, what: &str) -> String {
        let (code, printed) = self.tries(what);
        assert_eq!(code, 0, "`{what}`: {printed}");
        printed
    }

    /// Does something and gives its exit code and what it printed.
    #[track_caller]
    pub(crate) fn tries(&mut self, what: &str) -> (i32, String) {
        writeln!(self.input, "{what}\necho \"{END} $?\"").unwrap();
        let mut printed = String::new();
        loop {
            let line = match self.output.recv_timeout(LIMIT) {
                Ok(line) => line,
                Err(RecvTimeoutError::Timeout) => panic!("`{what}` took longer than {LIMIT:?}: {printed}"),
                Err(RecvTimeoutError::Disconnected) => panic!(
                    "the shell ended at `{what}`; it takes root, and where that is not enough (in a \
                     container), the right to make namespaces and to mount"
                ),
            };
            // What was printed last need not have ended its line.
            let Some((rest, code)) = line.split_once(END) else {
                printed += &line;
                printed.push('\n');
                continue;
            };
            printed += rest;
            return (code.trim().parse().unwrap(), printed);
        }
    }
}

impl Drop for Shell {
    fn drop(&mut self) {
        // `--kill-child` takes the shell along.
        let _ = self.unshare.kill();
        let _ = self.unshare.wait();
    }
}
