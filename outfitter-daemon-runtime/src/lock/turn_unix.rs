//! Sharing a turn with a child, which Unix can do: a lock belongs to an open file, not to a process.

use std::fs::File;

use super::turn::Turn;

impl Turn {
    /// The locked file, for a child that is to have the turn as well, until either of the two gives it up.
    pub(crate) fn share(&self) -> std::io::Result<File> {
        self.file.share()
    }
}
