//! It lets another user in.

use outfitter_daemon::prelude::*;
use outfitter_daemon_tests::rules::Request;

use crate::Notes;

#[daemon(
    name = "rules",
    protocol = Request,
    runtime = "current_thread",
    max_line = "64KiB",
    max_connections = 3,
    allow_user = 65534
)]
pub(crate) async fn main() -> Result<Notes, String> {
    Ok(Notes::default())
}
