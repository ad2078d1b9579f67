//! For the tests of programs that are built on this crate; with the feature `testing`, which belongs into
//! `[dev-dependencies]`:
//!
//! ```toml
//! [dev-dependencies]
//! outfitter-daemon = { version = "0.1", features = ["testing"] }
//! tokio = { version = "1", features = ["macros", "rt"] }
//! ```
//!
//! | to test | there is |
//! | --- | --- |
//! | code that asks a daemon | [`MockClient`], which answers as the test says and tells what it was asked |
//! | handlers, with their state | [`TestDaemon`], the real server and real clients in the test's own process |
//! | what other programs see on the wire | [`Transcript`], compared with a file in your repository |
//! | that older clients are still understood | [`assert_compatible`], of a file in your repository |
//!
//! Files are written, at first and when a change is meant, by `UPDATE_EXPECT=1 cargo test`. Without it a difference
//! fails the test, with the lines that differ.
//!
//! Code that is to be tested with a mock takes `&impl RequestApi`, the trait that `#[ipc_protocol]` makes beside
//! `RequestClient` (or `&dyn RequestApi`); code that takes a `RequestClient` is given
//! `RequestClient::new(mock.client())`.

mod compatibility;
#[cfg(feature = "daemon")]
mod daemon;
mod golden;
mod mock;
mod transcript;

pub use compatibility::assert_compatible;
#[cfg(feature = "daemon")]
pub use daemon::TestDaemon;
pub use mock::MockClient;
pub(crate) use mock::{MockItems, Script};
pub use transcript::Transcript;

/// Says something that is no failure; a test's output is only shown if it fails, or with `--nocapture`.
fn say(text: &str) {
    use std::io::Write;
    // There is nobody left to tell if this fails.
    let _ = writeln!(std::io::stderr(), "{text}");
}
