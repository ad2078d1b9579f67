//! Compiling a program with what was built for these tests.

use std::env;
use std::error::Error;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// What the compiler makes of `program`, a file below `tests/`, and where it finds the libraries.
pub(crate) fn rustc(program: &str, out: &str) -> Result<Command> {
    let program = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(program);
    let out = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(out);
    let mut command = Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    command.args([
        "--edition",
        "2024",
        "--crate-type",
        "lib",
        "--emit",
        "metadata",
        "-o",
    ]);
    command.arg(out).arg(program);
    command
        .arg("-L")
        .arg(format!("dependency={}", libraries()?.display()));
    Ok(command)
}

/// Runs it; what it has written to its standard error, and whether it was content.
pub(crate) fn messages(command: &mut Command) -> Result<(String, bool)> {
    let Output { status, stderr, .. } = command.output()?;
    Ok((String::from_utf8(stderr)?, status.success()))
}

/// The library of this name that was built for this test: the newest beside it.
pub(crate) fn library(begin: &str, end: &str) -> Result<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(libraries()?)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with(begin) && name.ends_with(end) {
            found.push((entry.metadata()?.modified()?, entry.path()));
        }
    }
    let newest = found.into_iter().max().ok_or("the library has not been built")?;
    Ok(newest.1)
}

fn libraries() -> Result<PathBuf> {
    let test = env::current_exe()?;
    Ok(test.parent().ok_or("this test is in no directory")?.to_owned())
}
