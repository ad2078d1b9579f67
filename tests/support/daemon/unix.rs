//! Signals to a daemon under test.

use rustix::process::{Pid, Signal, kill_process};

use super::RunningDaemon;

impl RunningDaemon {
    /// Sends it a signal.
    ///
    /// # Panics
    ///
    /// If it is gone.
    pub fn signal(&self, signal: Signal) {
        let pid = Pid::from_raw(self.child.id().cast_signed()).expect("a child's PID");
        kill_process(pid, signal).expect("a signal to a child");
    }
}
