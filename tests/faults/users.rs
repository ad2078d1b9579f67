//! What other users have planted, and other users themselves. We are root here, or uid 65534.

use std::fs::Permissions;
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::place::{HOLDER, Place};

const NOBODY: u32 = 65534;

/// The command as another user, who is in no group of ours.
fn as_nobody(place: &Place, program: &Path) -> Command {
    let mut command = place.command("setpriv");
    command.args(["--reuid", "65534", "--regid", "65534", "--clear-groups", "--"]);
    command.arg(program);
    command
}

/// A place that everybody can enter, with a copy of `program` for everybody.
fn public(program: &str) -> (Place, PathBuf) {
    let place = Place::new();
    open(&place.beside("."), 0o755);
    let copy = place.beside("program");
    std::fs::copy(program, &copy).unwrap();
    open(&copy, 0o755);
    (place, copy)
}

fn open(path: &Path, mode: u32) {
    std::fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

fn give_away(path: &Path) {
    chown(path, Some(NOBODY), Some(NOBODY)).unwrap();
}

/// What the place looks like that a start must not change: names, owners and modes.
fn look(place: &Place) -> String {
    let list = Command::new("ls")
        .arg("-lnRA")
        .arg(place.base())
        .output()
        .unwrap();
    String::from_utf8(list.stdout).unwrap()
}

#[track_caller]
fn is_refused(place: &Place, command: &mut Command, code: i32, words: &[&str]) {
    let before = look(place);
    let finished = place.spawn(command).finished();
    assert_eq!(finished.status.code(), Some(code), "{finished:?}");
    for words in words {
        assert!(finished.stderr.contains(words), "`{words}`: {finished:?}");
    }
    assert_eq!(look(place), before, "untouched");
}

#[test]
fn a_lock_file_of_another_user_is_refused() {
    let place = Place::new();
    place.starts_and_stops("nothing");
    std::fs::write(place.lock(), "").unwrap();
    give_away(&place.lock());
    let path = place.lock();
    is_refused(
        &place,
        &mut place.command(HOLDER),
        77,
        &[path.to_str().unwrap(), "uid 65534"],
    );
}

#[test]
fn a_directory_of_another_user_is_refused() {
    let place = Place::new();
    std::fs::create_dir(place.dir()).unwrap();
    give_away(&place.dir());
    let path = place.dir();
    is_refused(
        &place,
        &mut place.command(HOLDER),
        77,
        &[path.to_str().unwrap(), "uid 65534"],
    );
}

#[test]
fn a_link_that_another_user_planted_is_refused() {
    let place = Place::new();
    std::fs::create_dir(place.beside("precious")).unwrap();
    std::os::unix::fs::symlink(place.beside("precious"), place.dir()).unwrap();
    is_refused(&place, &mut place.command(HOLDER), 77, &["a symbolic link"]);
    std::fs::remove_file(place.dir()).unwrap();

    place.starts_and_stops("a link");
    std::fs::write(place.beside("letter"), "dear").unwrap();
    std::os::unix::fs::symlink(place.beside("letter"), place.lock()).unwrap();
    is_refused(&place, &mut place.command(HOLDER), 77, &["a symbolic link"]);
    assert_eq!(std::fs::read_to_string(place.beside("letter")).unwrap(), "dear");
}

#[test]
fn a_socket_of_another_user_is_refused() {
    let place = Place::new();
    place.starts_and_stops("nothing");
    drop(UnixListener::bind(place.socket()).unwrap());
    give_away(&place.socket());
    let path = place.socket();
    is_refused(
        &place,
        &mut place.command(HOLDER),
        77,
        &[path.to_str().unwrap(), "another user's socket"],
    );
}

#[test]
fn a_process_that_we_may_not_signal_is_alive() {
    let (place, program) = public(HOLDER);
    give_away(&place.base());
    // Root's, which nobody may not signal.
    let sleeper = place.spawn(place.command("sleep").arg("600"));
    std::fs::create_dir(place.dir()).unwrap();
    open(&place.dir(), 0o700);
    give_away(&place.dir());
    std::fs::write(place.lock(), format!("{}\n", sleeper.pid())).unwrap();
    give_away(&place.lock());
    let pid = format!("PID {}", sleeper.pid());
    is_refused(&place, &mut as_nobody(&place, &program), 75, &[&pid]);
}

#[test]
fn a_client_of_another_user_is_turned_away() {
    let (place, asker) = public(env!("CARGO_BIN_EXE_starter"));
    let service = place.beside("service");
    std::fs::copy(env!("CARGO_BIN_EXE_service"), &service).unwrap();
    let mut daemon = place.spawn(&mut place.command(&service));
    daemon.running();
    let ask = |open_to_all: bool| {
        let dir = place.base().join("service");
        for (path, mode) in [(dir.clone(), 0o755), (dir.join("daemon.sock"), 0o666)] {
            if open_to_all {
                open(&path, mode);
            }
        }
        let mut command = as_nobody(&place, &asker);
        let finished = place.spawn(command.arg("stop")).finished();
        assert_eq!(finished.status.code(), Some(1), "{finished:?}");
        finished.stderr
    };
    // First by the modes of directory and socket, then, as if somebody had opened them, by the daemon.
    assert!(ask(false).contains("daemon.sock"));
    let turned_away = ask(true);
    assert!(turned_away.contains("the connection was lost"), "{turned_away}");
    // It still serves its own user.
    let own = place.spawn(place.command(&asker).arg("stop")).finished();
    assert!(own.status.success(), "{own:?}");
    assert!(daemon.finished().status.success());
}

#[test]
fn another_user_who_may_connect_may_call_what_is_for_everybody() {
    let (place, program) = public(env!("CARGO_BIN_EXE_rules"));
    let mut daemon = place.spawn(&mut place.command(&program));
    daemon.running();
    let dir = place.base().join("rules");
    open(&dir, 0o755);
    open(&dir.join("daemon.sock"), 0o666);
    let call = |mut command: Command, request: &str| {
        command
            .args(["call", request])
            .stdout(Stdio::piped())
            .output()
            .unwrap()
    };
    let who = call(as_nobody(&place, &program), "who");
    assert!(who.status.success() && who.stdout == b"65534\n", "{who:?}");
    for request in ["notes", "daemon.stop"] {
        let refused = call(as_nobody(&place, &program), request);
        let stderr = String::from_utf8_lossy(&refused.stderr);
        assert!(
            !refused.status.success() && stderr.contains("is only for processes of"),
            "{refused:?}"
        );
    }
    // The daemon still runs, and its own user may ask everything.
    let notes = call(place.command(&program), "notes");
    assert!(notes.status.success() && notes.stdout == b"[]\n", "{notes:?}");
    assert!(daemon.terminate().status.success());
}

#[test]
fn a_server_of_another_user_is_not_trusted() {
    let (place, asker) = public(env!("CARGO_BIN_EXE_starter"));
    let service = place.beside("service");
    std::fs::copy(env!("CARGO_BIN_EXE_service"), &service).unwrap();
    give_away(&place.base());
    // Where our own daemon would have its socket.
    let mut server = place.spawn(&mut as_nobody(&place, &service));
    server.running();
    let finished = place.spawn(place.command(&asker).arg("stop")).finished();
    assert_eq!(finished.status.code(), Some(1), "{finished:?}");
    assert!(finished.stderr.contains("uid 65534"), "{finished:?}");
    assert!(server.terminate().status.success());
}
