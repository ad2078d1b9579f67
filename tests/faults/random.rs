//! Numbers that differ from run to run; a failure can be tried again with `FAULT_SEED`.

use std::hash::{BuildHasher, RandomState};

/// A generator of numbers that is good enough to choose whom to kill (xorshift64).
pub(crate) struct Random(u64);

impl Random {
    /// Prints the seed, which shows when the test fails.
    pub(crate) fn new() -> Self {
        let chosen = std::env::var("FAULT_SEED")
            .ok()
            .and_then(|seed| seed.parse().ok());
        let seed = chosen.unwrap_or_else(|| RandomState::new().hash_one(()));
        println!("FAULT_SEED={seed}");
        Self(seed | 1)
    }

    /// A number below `limit`.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % limit
    }
}
