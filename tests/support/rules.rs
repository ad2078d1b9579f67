//! The protocol of the program `rules`.

use outfitter_daemon::prelude::*;

/// Notes, and handlers under all kinds of policies.
#[ipc_protocol]
#[derive(Debug)]
pub enum Request {
    /// Takes a note.
    #[ipc(oneway)]
    Note {
        /// What to note.
        text: String,
    },
    /// Takes a note when there is a file `go` in the daemon's directory.
    #[ipc(oneway)]
    NoteLater {
        /// What to note.
        text: String,
    },
    /// Fails.
    #[ipc(oneway)]
    Fail,
    /// All notes in their order.
    #[ipc(returns = Vec<String>, idempotent)]
    Notes,
    /// The name of the thread that it runs on, which it blocks.
    #[ipc(returns = String)]
    Thread,
    /// The same, from an `async` handler.
    #[ipc(returns = String)]
    ThreadAsync,
    /// Waits for the file `go`, alone.
    #[ipc(returns = ())]
    Alone,
    /// Who asks, whoever it is.
    #[ipc(returns = Option<u32>)]
    Who,
}
