//! The command line.

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use clap::Parser;

use crate::settings::parse_duration;

/// What the options leave open is taken from there.
const ENVIRONMENT: &str = "\
Environment, as the original script has it:
  OCTOCODE_PORT           the port of the health URL [1987]
  OCTOCODE_INIT_TIMEOUT   --timeout, in milliseconds [30000]
  OCTOCODE_LOCK_TIMEOUT   --lock-timeout, in milliseconds [60000]
  OCTOCODE_POLL_INTERVAL  --poll-interval, in milliseconds [500]

Exit codes: 0 ready, 1 not ready, 2 wrong options, 130 and 143 after SIGINT and SIGTERM.";

/// Starts an HTTP server once, however many processes ask for it, and waits until its health says `ok`.
///
/// Prints `ok` as its last line if the server is ready, and says why not on standard error if it is not.
#[derive(Debug, Default, Parser)]
#[command(name = "server-init", version, about, after_help = ENVIRONMENT)]
pub(crate) struct Arguments {
    #[arg(
        long,
        value_name = "URL",
        help = "What to ask for the server's health; it answers JSON with a `status` [default: http://localhost:1987/health]"
    )]
    pub(crate) health_url: Option<String>,

    /// The lock file; beside it another is kept, of the same name with `.turn` at its end [default:
    /// ~/.octocode/server-init.lock]
    #[arg(long, value_name = "PATH")]
    pub(crate) lock: Option<PathBuf>,

    /// How long to wait until the server is ready, in milliseconds or with a unit: `500ms`, `30s`, `2m` [default: 30s]
    #[arg(long, value_name = "TIME", value_parser = parse_duration)]
    pub(crate) timeout: Option<Duration>,

    /// After how long a lock file counts as left behind [default: 60s]
    #[arg(long, value_name = "TIME", value_parser = parse_duration)]
    pub(crate) lock_timeout: Option<Duration>,

    /// How often to ask for the server's health at first; the pause grows by half each time, up to 2 s [default:
    /// 500ms]
    #[arg(long, value_name = "TIME", value_parser = parse_duration)]
    pub(crate) poll_interval: Option<Duration>,

    /// The server's program and its arguments [default: `node server.js`, with the `server.js` beside this program, or
    /// else in the current directory]
    #[arg(last = true, value_name = "COMMAND")]
    pub(crate) command: Vec<OsString>,
}
