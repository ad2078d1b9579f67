//! The requests of one connection for which there is no room yet.

use std::collections::VecDeque;

use crate::ipc::wire::Id;

/// With so many bytes waiting, the connection is not read any further.
const FULL: usize = 64 * 1024;

/// Request lines in the order in which they came. Between rushes it owns no memory.
#[derive(Debug, Default)]
pub(super) struct Backlog {
    lines: VecDeque<(Id, Box<[u8]>)>,
    bytes: usize,
}

impl Backlog {
    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Whether nothing more should be read; what has been read already still finds a place, so that at most
    /// one chunk and one line come on top.
    pub(super) fn is_full(&self) -> bool {
        self.bytes >= FULL
    }

    pub(super) fn push(&mut self, id: Id, line: &[u8]) {
        self.bytes += line.len();
        self.lines.push_back((id, line.into()));
    }

    /// Takes a request out; says whether it was there.
    pub(super) fn remove(&mut self, id: &Id) -> bool {
        let Some(place) = self.lines.iter().position(|(of, _)| of == id) else {
            return false;
        };
        let removed = self.lines.remove(place);
        self.bytes -= removed.map_or(0, |(_, line)| line.len());
        true
    }

    pub(super) fn pop(&mut self) -> Option<Box<[u8]>> {
        let (_, line) = self.lines.pop_front()?;
        self.bytes -= line.len();
        if self.lines.is_empty() {
            self.lines = VecDeque::new();
        }
        Some(line)
    }
}
