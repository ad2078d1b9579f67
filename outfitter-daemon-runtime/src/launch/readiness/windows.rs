//! The readiness pipe on Windows: it has a name, and one place.

/// Names the file that takes what the daemon says to standard error; it cannot inherit one.
pub(in crate::launch) const LOG: &str = "OUTFITTER_DAEMON_LOG";

#[cfg(feature = "daemon")]
pub(super) use daemon::{Turn, leave_session, let_go_of_the_rest, take_pipe, take_turn};

#[cfg(feature = "daemon")]
mod daemon {
    use std::fs::File;

    use super::LOG;
    use crate::windows::streams;

    /// The pipe `named`, if its one place is still free: a child of the daemon that inherits the variable comes too
    /// late. Whoever gets it has been started by a client, and logs where that wants it to.
    pub(in crate::launch::readiness) fn take_pipe(named: &str) -> Option<File> {
        let pipe = File::options().write(true).open(named).ok()?;
        if let Some(log) = std::env::var_os(LOG) {
            let opened = File::options().create(true).append(true).open(log);
            if let Err(error) = opened.and_then(streams::redirect_stderr) {
                tracing::warn!(%error, "cannot open the log");
            }
        }
        Some(pipe)
    }

    /// There is none that could be handed over.
    #[derive(Debug)]
    pub(in crate::launch::readiness) enum Turn {}

    impl Turn {
        pub(in crate::launch::readiness) fn unlock(&self) -> std::io::Result<()> {
            match *self {}
        }
    }

    /// The launcher has it for itself.
    pub(in crate::launch::readiness) fn take_turn(_named: &str) -> Option<Turn> {
        None
    }

    /// Nothing was inherited.
    pub(in crate::launch::readiness) fn let_go_of_the_rest() {}

    /// The launcher has done it: there is no console, and the process group is the daemon's own.
    pub(in crate::launch::readiness) fn leave_session() {}
}
