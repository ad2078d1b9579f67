//! The daemon that benchmarks measure: one request, answered at once.
//!
//!     BENCH_SOCKET=/tmp/bench.sock cargo run --release --example bench-server
//!
//! `RT=mt` gives it two worker threads instead of one thread for everything. Its lock stands beside the
//! socket, so that several can run.

use std::path::PathBuf;
use std::process::ExitCode;

use outfitter_daemon::Program;
use outfitter_daemon::prelude::*;
use outfitter_daemon_examples::bench::{Echo, request};

#[ipc_handler]
async fn echo(request::Echo { text }: request::Echo) -> Echo {
    Echo { text }
}

// `#[daemon]` would do, if directory and runtime were not to be chosen when it is started.
fn main() -> ExitCode {
    let mut program = Program::new("bench");
    if let Some(socket) = std::env::var_os("BENCH_SOCKET") {
        program = program.dir(PathBuf::from(socket).with_extension("daemon"));
    }
    if std::env::var_os("RT").is_none_or(|runtime| runtime != "mt") {
        program = program.current_thread();
    }
    program.run(|_daemon| async {})
}
