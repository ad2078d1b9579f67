//! A console with the program in it: a process of its own, since one has one console at most.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

#[path = "../../../../tests/support/platform/windows_console.rs"]
mod shared;

use shared::{open, press};

use crate::place::Place;
use crate::stand_in;

/// The file by which Ctrl-C is wished for.
pub(crate) const WISH: &str = "interrupt";
/// Set for the process that is to hold the console.
const HOLDS: &str = "SERVER_INIT_TEST_CONSOLE";

/// What has a console, starts a server that never gets ready in it, and ends as that start does.
pub(crate) fn command(place: &Place) -> Command {
    let mut command = place.program_at(std::env::current_exe().unwrap());
    command
        .args(["--ignored", "--exact", "windows::console::holds"])
        .env(HOLDS, "1");
    command
}

#[test]
#[ignore = "it is started by another"]
fn holds() {
    if std::env::var_os(HOLDS).is_none() {
        return;
    }
    open().unwrap();
    let port = std::env::var("OCTOCODE_PORT").unwrap().parse().unwrap();
    let server = stand_in::command(
        &std::env::current_dir().unwrap().join("starts"),
        port,
        "9999",
        "ok",
    );
    let mut starter = Command::new(env!("CARGO_BIN_EXE_server-init"))
        .arg("--")
        .args(server)
        .spawn()
        .unwrap();
    loop {
        if let Some(status) = starter.try_wait().unwrap() {
            exit(status.code().unwrap());
        }
        if Path::new(WISH).exists() {
            std::fs::remove_file(WISH).unwrap();
            press().unwrap();
        }
        std::thread::sleep(Duration::from_millis(3));
    }
}

#[expect(clippy::exit, reason = "the harness would end it with a code of its own")]
fn exit(code: i32) -> ! {
    std::process::exit(code)
}
