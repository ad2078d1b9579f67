//! How long to leave clients waiting when they cannot be accepted.

use std::time::Duration;

/// How long to wait when the process is out of descriptors: 10 ms, doubling to 1 s.
#[derive(Default)]
pub(super) struct Pause(u32);

impl Pause {
    pub(super) fn next(&mut self) -> Duration {
        let pause = Duration::from_millis(10) * 2_u32.pow(self.0);
        self.0 = (self.0 + 1).min(7);
        pause.min(Duration::from_secs(1))
    }
}
