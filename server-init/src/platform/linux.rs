//! What Linux tells of processes.

use std::io;
use std::path::PathBuf;

/// The programs that can run the original, by the beginnings of their names.
const RUNTIMES: [&str; 4] = ["node", "bun", "deno", "electron"];

/// Whether the process runs a program that can be the original; none if it cannot be told.
pub(crate) fn runs_javascript(pid: i64) -> Option<bool> {
    let program = std::fs::read_link(format!("/proc/{pid}/exe")).ok()?;
    let name = program.file_name()?.to_string_lossy().to_ascii_lowercase();
    Some(RUNTIMES.iter().any(|runtime| name.starts_with(runtime)))
}

/// This very program, also if another file has its name by now.
#[expect(clippy::unnecessary_wraps, reason = "elsewhere it has to be found")]
pub(super) fn own_program() -> io::Result<PathBuf> {
    Ok("/proc/self/exe".into())
}
