//! For the tests of programs that are built on this crate.

#[cfg(feature = "daemon")]
mod daemon;
mod golden;
mod mock;
mod transcript;

#[cfg(feature = "daemon")]
pub use daemon::TestDaemon;
pub use mock::MockClient;
pub(crate) use mock::{MockItems, Script};
pub use transcript::Transcript;
