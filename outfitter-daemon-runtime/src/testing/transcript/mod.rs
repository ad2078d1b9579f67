//! What went over the wire, as a text to keep.

mod normal;
mod tap;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::io::{AsyncRead, AsyncWrite};

use super::golden;
use crate::ipc::IpcClient;
use normal::Normal;
use tap::Tap;

/// All that clients and a daemon said to each other, line by line, to be compared with a file in your repository: a
/// change that other programs can see on the wire is then seen in review.
///
/// A line of a client begins with `> `, one of the daemon with `< `. What differs from run to run is taken out: ids
/// are counted in the order in which they first appear, the members of objects are sorted (those of the line itself
/// stand in their usual order), and what is [`volatile`](Self::volatile) is left out. Where requests overtake each
/// other, so may their lines: make them one after the other.
///
/// # Examples
///
/// ```
/// use outfitter_daemon::prelude::*;
/// use outfitter_daemon::testing::{TestDaemon, Transcript};
///
/// #[ipc_protocol]
/// pub enum Request {
///     #[ipc(returns = i64)]
///     Add { a: i64, b: i64 },
/// }
///
/// #[ipc_handler]
/// async fn add(request::Add { a, b }: request::Add) -> i64 {
///     a + b
/// }
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
/// let daemon = TestDaemon::<Request>::start(()).await?;
/// let transcript = Transcript::new();
/// let service = RequestClient::new(daemon.recorded(&transcript)?);
/// service.add(2, 3).await?;
///
/// assert_eq!(
///     transcript.text(),
///     r#"> {"id":"1","type":"request","timeout_ms":30000,"payload":{"type":"add","a":2,"b":3}}
/// < {"id":"1","type":"response","payload":5}
/// "#
/// );
/// // In a test: transcript.assert_matches("tests/wire/add.txt");
/// # Ok(()) }) }
/// ```
#[derive(Clone, Debug, Default)]
pub struct Transcript(Arc<Mutex<Record>>);

#[derive(Debug, Default)]
struct Record {
    lines: Vec<(Side, Vec<u8>)>,
    volatile: BTreeSet<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Client,
    Daemon,
}

impl Transcript {
    /// An empty one.
    pub fn new() -> Self {
        Self::default()
    }

    /// Leaves the value of every member called `member` out, wherever it stands in a payload: a time, a PID, a path.
    #[must_use]
    pub fn volatile(self, member: impl Into<String>) -> Self {
        self.record_mut().volatile.insert(member.into());
        self
    }

    /// A client over `stream` whose traffic is noted: for a daemon that runs in another process, say.
    ///
    /// # Panics
    ///
    /// Outside a tokio runtime that has its I/O and time drivers enabled.
    pub fn record(&self, stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static) -> IpcClient {
        let lines = Lines {
            transcript: self.clone(),
            from_client: Vec::new(),
            from_daemon: Vec::new(),
        };
        IpcClient::over(Tap { stream, lines })
    }

    /// What was said so far.
    pub fn text(&self) -> String {
        let record = self.record_mut();
        let mut normal = Normal::new(&record.volatile);
        let lines = record.lines.iter().map(|(side, line)| {
            let mark = if *side == Side::Client { '>' } else { '<' };
            format!("{mark} {}\n", normal.line(line))
        });
        lines.collect()
    }

    /// Compares what was said with the file `path`, relative to your package. With `UPDATE_EXPECT=1` in the
    /// environment it is written instead.
    ///
    /// # Panics
    ///
    /// If they differ, with the lines that do; or if the file cannot be read or written.
    #[track_caller]
    pub fn assert_matches(&self, path: impl AsRef<Path>) {
        if let Err(error) = golden::compare(path.as_ref(), &self.text()) {
            panic!("the wire is not as in the file: {error}");
        }
    }

    fn record_mut(&self) -> MutexGuard<'_, Record> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The lines of one connection that are not whole yet, and where the others go.
#[derive(Debug)]
struct Lines {
    transcript: Transcript,
    from_client: Vec<u8>,
    from_daemon: Vec<u8>,
}

impl Lines {
    fn asked(&mut self, bytes: &[u8]) {
        take_lines(&self.transcript, Side::Client, &mut self.from_client, bytes);
    }

    fn answered(&mut self, bytes: &[u8]) {
        take_lines(&self.transcript, Side::Daemon, &mut self.from_daemon, bytes);
    }
}

fn take_lines(transcript: &Transcript, side: Side, begun: &mut Vec<u8>, bytes: &[u8]) {
    for part in bytes.split_inclusive(|byte| *byte == b'\n') {
        begun.extend_from_slice(part);
        if begun.pop_if(|last| *last == b'\n').is_some() {
            transcript.record_mut().lines.push((side, std::mem::take(begun)));
        }
    }
}
