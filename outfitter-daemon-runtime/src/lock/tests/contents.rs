//! What may stand in a lock file that somebody left, and who that still is.

use super::super::{Holder, Insecurity, PidFile, is_daemon_alive, look, read_lock_pid};
use super::*;
use crate::fixtures::{listen_at, parent_pid};

fn assert_free(content: impl AsRef<[u8]>) {
    let content = content.as_ref();
    let place = Place::with_lock_file(content);
    let lock = place
        .acquire()
        .unwrap_or_else(|error| panic!("{:?}: {error}", String::from_utf8_lossy(content)));
    assert_eq!(place.content(), own_text());
    lock.release().unwrap();
    assert_eq!(place.files(), [""; 0]);
}

#[test]
fn what_is_no_live_process_is_free() {
    for content in [
        "",
        " \n\t ",
        "\n",
        "garbage",
        "x34",
        "-1\n",
        "0\n",
        "2147483648\n",
    ] {
        assert_free(content);
    }
    assert_free(format!("{DEAD}\n"));
    assert_free(format!("{DEAD}\nand much more than this\n"));
    assert_free("9".repeat(100_000));
    assert_free(b"\xff\xfe\x80");
    assert_free([0; 4096]);
}

#[test]
fn our_own_pid_and_our_parents_are_free() {
    assert_free(own_text());
    assert_free(parent_pid().to_string());
}

#[test]
fn a_zombie_is_free() {
    let zombie = Stranger::zombie();
    assert_free(format!("{}\n", zombie.pid()));
}

#[test]
fn a_live_process_is_refused_and_its_file_left() {
    let other = Stranger::new();
    let pid = other.pid();
    for content in [
        format!("{pid}\n"),
        format!("{pid}"),
        format!(" \t{pid} \n"),
        format!("{pid}\n{{}}"),
        format!("{pid}x"),
    ] {
        let place = Place::with_lock_file(&content);
        assert!(is_daemon_alive(place.lock()));
        assert_eq!(read_lock_pid(place.lock()).unwrap(), Some(pid));
        assert_running(place.acquire(), Some(pid));
        assert_eq!(place.content(), content.as_bytes());
        // Nor does the one who was refused keep it locked.
        assert!(!place.is_locked());
    }
}

#[test]
fn the_error_says_who_and_where() {
    let other = Stranger::new();
    let place = Place::with_lock_file(other.pid().to_string());
    let error = place.acquire().unwrap_err();
    assert_eq!(error.lock_path(), place.lock());
    let expected = format!(
        "the daemon is already running with PID {}, says `{}`; stop it first",
        other.pid(),
        place.lock().display()
    );
    assert_eq!(error.to_string(), expected);
}

#[test]
fn looking_tells_missing_unnamed_dead_and_alive() {
    let place = Place::new();
    assert_eq!(look(place.lock()).unwrap(), Holder::Nobody);
    assert_eq!(read_lock_pid(place.lock()).unwrap(), None);
    assert!(!is_daemon_alive(place.lock()));
    for content in ["", "  ", "garbage", "99999999999999999999"] {
        fs::write(place.lock(), content).unwrap();
        assert_eq!(look(place.lock()).unwrap(), Holder::Unnamed, "{content:?}");
        assert_eq!(read_lock_pid(place.lock()).unwrap(), None);
        assert!(!is_daemon_alive(place.lock()));
    }
    for pid in [DEAD, 0, -1, 1 << 31] {
        fs::write(place.lock(), format!("  {pid} \n")).unwrap();
        assert_eq!(look(place.lock()).unwrap(), Holder::Dead { pid });
        assert_eq!(read_lock_pid(place.lock()).unwrap(), Some(pid));
        assert!(!is_daemon_alive(place.lock()));
    }
    fs::write(place.lock(), own_text()).unwrap();
    assert_eq!(look(place.lock()).unwrap(), Holder::Alive { pid: own_pid() });
    assert!(is_daemon_alive(place.lock()));
}

#[test]
fn a_pid_given_to_somebody_else_since_is_free_if_the_socket_agrees() {
    let stranger = Stranger::new();
    let place = Place::with_lock_file(stranger.pid().to_string());
    let socket = place.socket();
    assert_running(place.request().socket(&socket).acquire(), Some(stranger.pid()));
    date_back(&place.lock());
    assert_running(place.acquire(), Some(stranger.pid()));
    let listener = listen_at(&socket);
    assert_running(place.request().socket(&socket).acquire(), Some(stranger.pid()));
    drop(listener);
    let lock = place.request().socket(&socket).acquire().unwrap();
    assert_eq!(place.content(), own_text());
    drop(lock);
}

#[test]
fn a_live_process_in_the_pid_file_is_refused_and_nothing_is_left_behind() {
    let other = Stranger::new();
    let place = Place::new();
    let pid_file = place.at("daemon.pid");
    fs::write(&pid_file, other.pid().to_string()).unwrap();
    let request = place.request().pid_file(&pid_file);
    let error = request.acquire().unwrap_err();
    assert_eq!(
        (error.pid(), error.lock_path()),
        (Some(other.pid()), pid_file.as_path())
    );
    assert_eq!(place.files(), ["daemon.pid"]);
    let stale = format!("{DEAD}\n");
    fs::write(place.lock(), &stale).unwrap();
    assert_running(request.acquire(), Some(other.pid()));
    assert_eq!(place.content(), stale.as_bytes());
    fs::write(&pid_file, DEAD.to_string()).unwrap();
    request.acquire().unwrap().release().unwrap();
}

#[test]
fn the_pid_file_may_be_the_lock_file() {
    let place = Place::with_lock_file(DEAD.to_string());
    let lock = place.request().pid_file(place.lock()).acquire().unwrap();
    lock.release().unwrap();
    let lock = place.request().pid_file(place.lock()).acquire().unwrap();
    assert_eq!(place.content(), own_text());
    drop(lock);
}

#[test]
fn a_file_with_another_name_keeps_its_content_there() {
    let place = Place::new();
    fs::write(place.at("precious"), "a long text that is not ours to change").unwrap();
    fs::hard_link(place.at("precious"), place.lock()).unwrap();
    fs::hard_link(place.at("precious"), place.at("daemon.pid")).unwrap();
    let lock = place.acquire().unwrap();
    let pid_file = PidFile::write(place.at("daemon.pid"), &lock, None).unwrap();
    assert_eq!(place.content(), own_text());
    drop((pid_file, lock));
    assert_eq!(
        fs::read(place.at("precious")).unwrap(),
        b"a long text that is not ours to change"
    );
    assert_eq!(place.files(), ["precious"]);
}

#[test]
fn a_directory_is_refused() {
    let place = Place::new();
    fs::create_dir(place.lock()).unwrap();
    let refused = place.acquire().unwrap_err();
    assert!(
        matches!(
            refused,
            LockError::Insecure {
                reason: Insecurity::NotAFile,
                ..
            }
        ),
        "{refused:?}"
    );
    assert!(look(place.lock()).is_err());
}
