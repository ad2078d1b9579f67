//! `OUTFITTER_DAEMON_EXPAND=name` shows what an attribute makes of the item `name`, and of no other.

use std::env;
use std::error::Error;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// What the compiler writes to its standard error while it compiles `printed/program.rs`.
fn compile(item: &str) -> Result<String, Box<dyn Error>> {
    let program = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/printed/program.rs");
    let out = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("printed-{item}"));
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc)
        .args([
            "--edition",
            "2024",
            "--crate-type",
            "lib",
            "--emit",
            "metadata",
            "--extern",
        ])
        .arg(format!("outfitter_daemon_macros={}", macros()?.display()))
        .arg("-o")
        .arg(out)
        .arg(program)
        .env("OUTFITTER_DAEMON_EXPAND", item)
        .output()?;
    let text = String::from_utf8(output.stderr)?;
    assert!(output.status.success(), "{text}");
    Ok(text)
}

/// The library that was built for this test: the newest beside it.
fn macros() -> Result<PathBuf, Box<dyn Error>> {
    let test = env::current_exe()?;
    let beside = test.parent().ok_or("this test is in no directory")?;
    let begin = format!("{}outfitter_daemon_macros-", env::consts::DLL_PREFIX);
    let mut found = Vec::new();
    for entry in fs::read_dir(beside)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with(&begin) && name.ends_with(env::consts::DLL_SUFFIX) {
            found.push((entry.metadata()?.modified()?, entry.path()));
        }
    }
    let newest = found.into_iter().max().ok_or("the macros have not been built")?;
    Ok(newest.1)
}

#[test]
fn prints_one_expansion() -> Result<(), Box<dyn Error>> {
    let printed = compile("disk")?;
    assert!(printed.contains("async fn disk"), "{printed}");
    assert!(printed.contains("\"disk\""), "{printed}");
    assert!(!printed.contains("network"), "{printed}");
    Ok(())
}

#[test]
fn prints_nothing_of_others() -> Result<(), Box<dyn Error>> {
    assert_eq!(compile("nothing_of_that_name")?, "");
    Ok(())
}
