//! Beside the original, which knows nothing of our turns.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use crate::place::{Place, eventually, is_ok, stderr, stdout};

/// What takes the lock as the original does, and has said what came of it.
fn original(place: &Place, command: &[String]) -> (Child, String) {
    std::fs::create_dir_all(place.lock().parent().unwrap()).unwrap();
    let mut child = Command::new("node")
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/original.mjs"))
        .arg(place.lock())
        .args(command)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = String::new();
    BufReader::new(child.stdout.as_mut().unwrap())
        .read_line(&mut said)
        .unwrap();
    (child, said.trim().to_owned())
}

fn finish(mut child: Child) {
    drop(child.stdin.take());
    assert!(child.wait().unwrap().success());
}

#[test]
fn what_the_original_starts_is_waited_for_and_its_lock_left() {
    let place = Place::new();
    let (child, said) = original(&place, &place.server());
    assert_eq!(said, "locked");
    let waiting: Vec<_> = (0..20).map(|_| place.starter().spawn().unwrap()).collect();
    for one in waiting {
        is_ok(&one.wait_with_output().unwrap());
    }
    assert_eq!(place.started().len(), 1);
    assert!(place.lock().exists(), "it is not ours");
    finish(child);
}

#[test]
fn an_original_that_gives_up_is_followed() {
    let place = Place::new();
    let (child, said) = original(&place, &[]);
    assert_eq!(said, "locked");
    let starter = place.starter().spawn().unwrap();
    eventually("it has its turn", || {
        place.left().contains(&"server-init.lock.turn".to_owned())
    });
    finish(child);
    is_ok(&starter.wait_with_output().unwrap());
    assert_eq!(place.started().len(), 1);
}

#[test]
fn an_original_that_is_at_it_is_not_overtaken() {
    let place = Place::new();
    let (child, said) = original(&place, &[]);
    assert_eq!(said, "locked");
    let mut command = place.program();
    let output = command
        .args(["--timeout", "500ms", "--"])
        .args(place.server())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert_eq!(
        stdout(&output),
        "[server-init] Another process is starting server, waiting...\n"
    );
    assert_eq!(
        stderr(&output),
        "[server-init] ERROR: Timeout waiting for server\n"
    );
    assert_eq!(place.started(), [0; 0]);
    finish(child);
}

#[test]
fn an_original_finds_ours() {
    let place = Place::new();
    let mut command = place.program();
    let starter = command
        .arg("--")
        .args(place.server_that_says("9", "ok"))
        .spawn()
        .unwrap();
    eventually("it has the lock", || place.lock().exists());
    let (child, said) = original(&place, &[]);
    assert_eq!(said, "busy");
    finish(child);
    is_ok(&starter.wait_with_output().unwrap());
    assert_eq!(place.started().len(), 1);
}
