//! What one client may cost.

/// The limits that a server or a client enforces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The longest line that is read, in bytes; default 32 MiB.
    pub max_line: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_line: 32 * 1024 * 1024,
        }
    }
}
