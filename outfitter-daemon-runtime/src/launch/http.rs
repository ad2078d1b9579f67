//! Asking for HTTP on a port.

use super::program::Program;

impl Program {
    /// Serves HTTP at `address` too: a loopback address and a port, as `127.0.0.1:1987`; the port 0 takes any that
    /// is free, and `daemon.status` and the log say which. The variable `<NAME>_HTTP` names another one, or `off`.
    ///
    /// The address is checked when the program is run. What is served, and to whom: [`http`](crate::http).
    pub fn http(mut self, address: impl Into<String>) -> Self {
        self.listening.http = Some(address.into());
        self
    }
}
