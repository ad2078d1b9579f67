//! How a daemon tells the process that started it that it is ready: over a pipe, so that nobody guesses.
//!
//! The pipe is the daemon's standard output, the one descriptor that safe code can hand over. The variable
//! names it by device and inode, so that a child of the daemon that inherits the variable does not take its
//! own standard output for the pipe. The daemon puts the null device in its place at once, so that no child
//! of its own keeps it open: when the daemon dies, the other end reads the end of file.
//!
//! In the same way its standard input is the launcher's turn to start it, a locked file. The lock belongs to both: a
//! launcher that is killed does not give it up while the daemon starts, and one that is stopped does not keep it
//! when the daemon runs, since the daemon unlocks it then.
//!
//! On Windows a daemon inherits nothing at all: the variable has the name of a pipe that takes one client, and the
//! launcher has its turn for itself.

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

use std::path::PathBuf;

use serde_core::ser::{Serialize, SerializeStruct, Serializer};
use tokio::io::AsyncRead;
#[cfg(all(unix, feature = "daemon"))]
use unix as platform;
#[cfg(all(windows, feature = "daemon"))]
use windows as platform;

use crate::ipc::chunk;
use crate::ipc::frame::LineDecoder;
use crate::serial::deserialize_fields;

#[cfg(unix)]
pub(super) use unix::name_of;
#[cfg(windows)]
pub(super) use windows::LOG;

/// Names the pipe.
pub(super) const PIPE: &str = "OUTFITTER_DAEMON_READY";
/// Names the locked file.
pub(super) const TURN: &str = "OUTFITTER_DAEMON_TURN";

/// The one line that a daemon sends.
#[derive(Debug)]
pub(super) enum Event {
    /// It is running.
    Ready { pid: u32, socket: PathBuf },
    /// It will not be; `code` is the exit code it is about to end with.
    Failed { code: u8, message: String },
}

impl Serialize for Event {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut object = to.serialize_struct("Event", 3)?;
        match self {
            Self::Ready { pid, socket } => {
                object.serialize_field("event", "ready")?;
                object.serialize_field("pid", pid)?;
                object.serialize_field("socket", socket)?;
            }
            Self::Failed { code, message } => {
                object.serialize_field("event", "failed")?;
                object.serialize_field("code", code)?;
                object.serialize_field("message", message)?;
            }
        }
        object.end()
    }
}

/// Whichever of them it is, as it is read.
struct Line {
    event: String,
    pid: Option<u32>,
    socket: Option<PathBuf>,
    code: Option<u8>,
    message: Option<String>,
}

deserialize_fields!(impl<'de> Line { event, pid or None, socket or None, code or None, message or None });

impl Line {
    fn into_event(self) -> Option<Event> {
        match self.event.as_str() {
            "ready" => Some(Event::Ready {
                pid: self.pid?,
                socket: self.socket?,
            }),
            "failed" => Some(Event::Failed {
                code: self.code?,
                message: self.message?,
            }),
            _ => None,
        }
    }
}

/// The longest line that is read of a daemon, in bytes.
const LONGEST_LINE: usize = 64 * 1024;

/// What a daemon says has become of it; nothing if it ends, or closes the pipe, without a word.
///
/// Other lines are not for us: a script around the daemon may print what it likes.
pub(super) async fn next_event(pipe: &mut (impl AsyncRead + Unpin)) -> Option<Event> {
    let mut decoder = LineDecoder::new(LONGEST_LINE);
    let event = chunk::find_line(pipe, &mut decoder, read_event).await.ok()?;
    event.or_else(|| decoder.begun().and_then(read_event))
}

fn read_event(line: &[u8]) -> Option<Event> {
    serde_json::from_slice::<Line>(line).ok()?.into_event()
}

#[cfg(feature = "daemon")]
pub(super) use writer::Readiness;

#[cfg(feature = "daemon")]
mod writer {
    use std::fs::File;
    use std::io::Write;
    use std::path::Path;

    use super::{Event, PIPE, TURN, platform};
    use crate::exit::DaemonExit;

    /// What ties a daemon to whoever started it, until it is ready.
    #[derive(Debug)]
    pub(in crate::launch) struct Readiness {
        /// The daemon's end of the pipe, if somebody waits at the other.
        pipe: Option<File>,
        /// The launcher's turn; closed, and so given up with the launcher's, when the process ends.
        turn: Option<platform::Turn>,
    }

    impl Readiness {
        /// Takes the pipe out of standard output, and leaves the session of whoever started the daemon.
        pub(in crate::launch) fn take() -> Self {
            let named = |variable| std::env::var(variable).ok();
            let pipe = named(PIPE).and_then(|named| platform::take_pipe(&named));
            let turn = named(TURN).and_then(|named| platform::take_turn(&named));
            if pipe.is_some() {
                platform::let_go_of_the_rest();
                platform::leave_session();
            }
            Self { pipe, turn }
        }

        /// Whether somebody waits at the other end: a client that started the daemon in the background.
        pub(in crate::launch) fn is_awaited(&self) -> bool {
            self.pipe.is_some()
        }

        /// The daemon is running.
        pub(in crate::launch) fn ready(&mut self, socket: &Path) {
            self.send(&Event::Ready {
                pid: std::process::id(),
                socket: socket.to_owned(),
            });
            if let Some(Err(error)) = self.turn.take().map(|turn| turn.unlock()) {
                tracing::debug!(%error, "cannot give up the launcher's turn");
            }
        }

        /// The daemon will not run. Does nothing if it has said before what became of it.
        pub(in crate::launch) fn failed(&mut self, exit: DaemonExit, message: &str) {
            self.send(&Event::Failed {
                code: exit.code(),
                message: message.to_owned(),
            });
        }

        fn send(&mut self, event: &Event) {
            let Some(mut pipe) = self.pipe.take() else { return };
            let line = serde_json::to_string(event).map(|json| json + "\n");
            let sent = line
                .map_err(std::io::Error::from)
                .and_then(|line| pipe.write_all(line.as_bytes()));
            if let Err(error) = sent {
                // Whoever waited has given up, which is no reason not to run.
                tracing::debug!(%error, "nobody waits for readiness any more");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const READY: &str = r#"{"event":"ready","pid":7,"socket":"/s"}"#;

    async fn is_ready(printed: &str) -> bool {
        match next_event(&mut printed.as_bytes()).await {
            Some(Event::Ready { pid, .. }) => pid == 7,
            Some(Event::Failed { .. }) | None => false,
        }
    }

    #[tokio::test]
    async fn finds_the_line_among_others() {
        let chatter = "starting\n".repeat(chunk::SHORT);
        let endless = "-".repeat(LONGEST_LINE + 1);
        assert!(is_ready(&format!("{READY}\n")).await);
        assert!(is_ready(&format!("{chatter}{READY}\nafter it\n")).await);
        assert!(is_ready(&format!("{endless}\n{READY}\n")).await);
        assert!(is_ready(READY).await, "the end of the output ends the line");
    }

    #[tokio::test]
    async fn nothing_is_said_by_other_lines() {
        assert!(!is_ready("").await);
        assert!(!is_ready("starting\n\n{}\n").await);
        assert!(!is_ready(&READY[1..]).await);
    }
}
