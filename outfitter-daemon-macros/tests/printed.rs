//! `OUTFITTER_DAEMON_EXPAND=name` shows what an attribute makes of the item `name`, and of no other.

mod support;

use std::env::consts::{DLL_PREFIX, DLL_SUFFIX};
use std::error::Error;

/// What the compiler writes to its standard error while it compiles `printed/program.rs`.
fn compile(item: &str) -> Result<String, Box<dyn Error>> {
    let macros = support::library(&format!("{DLL_PREFIX}outfitter_daemon_macros-"), DLL_SUFFIX)?;
    let mut rustc = support::rustc("printed/program.rs", &format!("printed-{item}"))?;
    rustc
        .arg("--extern")
        .arg(format!("outfitter_daemon_macros={}", macros.display()))
        .env("OUTFITTER_DAEMON_EXPAND", item);
    let (text, is_content) = support::messages(&mut rustc)?;
    assert!(is_content, "{text}");
    Ok(text)
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
