//! A program that knows the runtime by another name is told what each attribute needs, and nothing else.

mod support;

use std::error::Error;

/// What the compiler says of a program to which the runtime is known by this name.
fn compile(name: &str) -> Result<String, Box<dyn Error>> {
    let runtime = support::library("liboutfitter_daemon-", ".rlib")?;
    let mut rustc = support::rustc("renamed/program.rs", &format!("renamed-{name}"))?;
    rustc
        .arg("--extern")
        .arg(format!("{name}={}", runtime.display()))
        .args(["--cfg", &format!("by_{name}")]);
    Ok(support::messages(&mut rustc)?.0)
}

#[test]
fn shows_what_to_write_at_each_attribute() -> Result<(), Box<dyn Error>> {
    let said = compile("daemons")?;
    let errors = said.lines().filter(|line| line.starts_with("error"));
    let of_ours = "error: `outfitter-daemon` is called `daemons` in this crate";
    let (ours, others): (Vec<_>, Vec<_>) = errors.partition(|error| error.starts_with(of_ours));
    assert_eq!(ours.len(), 4, "{said}");
    assert_eq!(others.len(), 1, "beside that it aborts: {said}");
    assert!(said.contains("`#[daemon(crate = daemons)]`"), "{said}");
    assert!(!said.contains("warning"), "{said}");
    assert!(!said.contains("originates"), "{said}");
    Ok(())
}

#[test]
fn says_nothing_under_its_own_name() -> Result<(), Box<dyn Error>> {
    assert_eq!(compile("outfitter_daemon")?, "");
    Ok(())
}
