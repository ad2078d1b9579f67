//! One of ours and one of theirs want the same daemon: the second is refused, and takes over from the dead.

use outfitter_daemon::{is_daemon_alive, is_process_alive, read_lock_pid};
use outfitter_daemon_tests::RunningDaemon;
use tempfile::TempDir;

use crate::DAEMON;
use crate::peer::Peer;

fn ours(folder: TempDir) -> RunningDaemon {
    RunningDaemon::start_in(folder, DAEMON.0, DAEMON.1)
}

/// Starts one of ours that must not start, and gives the folder back.
fn ours_is_refused(folder: TempDir, holder: &Peer, file: &str) -> TempDir {
    let mut daemon = RunningDaemon::spawn_in(folder, DAEMON.0, DAEMON.1, |_| {});
    let ended = daemon.ended();
    assert_eq!(ended.status.code(), Some(75), "{ended:?}");
    let reason = format!("is already running with PID {}", holder.pid());
    assert!(
        ended.stderr.contains(&reason) && ended.stderr.contains(file),
        "{ended:?}"
    );
    daemon.kill()
}

fn theirs(folder: &TempDir) -> Peer {
    Peer::start("daemon.ts", folder.path())
}

#[test]
fn ours_is_refused_beside_their_lock_and_takes_over_from_the_dead() {
    let folder = tempfile::tempdir().unwrap();
    let mut holder = theirs(&folder);
    assert_eq!(holder.get("acquire"), holder.pid());
    let folder = ours_is_refused(folder, &holder, "daemon.lock");
    // Being refused has not touched what the holder wrote.
    assert_eq!(holder.get("readPid"), holder.pid());
    holder.kill();
    let daemon = ours(folder);
    assert_eq!(
        read_lock_pid(daemon.dir().join("daemon.lock")).unwrap(),
        Some(daemon.pid().into())
    );
}

#[test]
fn theirs_is_refused_beside_our_lock_and_takes_over_from_the_dead() {
    let daemon = ours(tempfile::tempdir().unwrap());
    let mut other = Peer::start("daemon.ts", daemon.base());
    let error = other.ask("acquire", ()).unwrap_err();
    assert_eq!(error, format!("Daemon already running with PID {}", daemon.pid()));
    assert!(daemon.is_running());
    let folder = daemon.kill();
    assert_eq!(other.get("acquire"), other.pid());
    ours_is_refused(folder, &other, "daemon.lock");
}

#[test]
fn ours_starts_after_they_released_and_they_after_we_stopped() {
    let folder = tempfile::tempdir().unwrap();
    let mut other = theirs(&folder);
    other.get("acquire");
    other.get("release");
    let mut daemon = ours(folder);
    assert!(other.ask("acquire", ()).is_err());
    let ended = daemon.terminate();
    assert!(ended.status.success() && ended.left.is_empty(), "{ended:?}");
    assert_eq!(other.get("acquire"), other.pid());
}

/// Theirs looks first and writes later; so it may find the lock free, and write over ours that came between.
#[test]
fn ours_gives_way_to_a_lock_that_was_written_over_it() {
    let mut daemon = ours(tempfile::tempdir().unwrap());
    let mut other = Peer::start("daemon.ts", daemon.base());
    other.get("overwrite");
    let ended = daemon.ended();
    assert_eq!(ended.status.code(), Some(70), "{ended:?}");
    assert_eq!(ended.left, ["daemon.lock"], "the other's");
    assert_eq!(other.get("readPid"), other.pid());
}

#[test]
fn each_reads_the_pid_of_the_other() {
    let daemon = ours(tempfile::tempdir().unwrap());
    let mut other = Peer::start("daemon.ts", daemon.base());
    assert_eq!(
        (other.get("readPid"), other.get("isAlive")),
        (daemon.pid().into(), true.into())
    );
    let lock = daemon.dir().join("daemon.lock");
    let dead = daemon.pid();
    let folder = daemon.kill();
    assert_eq!(
        (other.get("readPid"), other.get("isAlive")),
        (dead.into(), false.into())
    );

    other.get("acquire");
    let pid = i64::from(other.pid());
    assert_eq!(
        (read_lock_pid(&lock).unwrap(), is_daemon_alive(&lock)),
        (Some(pid), true)
    );
    other.kill();
    assert_eq!(
        (read_lock_pid(&lock).unwrap(), is_daemon_alive(&lock)),
        (Some(pid), false)
    );
    assert!(!is_process_alive(pid));
    drop(folder);
}

/// Their daemon keeps its PID in either of our two files.
const FILES: [&str; 2] = ["lock", "pid"];

#[test]
fn their_daemon_is_refused_beside_ours() {
    let daemon = ours(tempfile::tempdir().unwrap());
    for file in FILES {
        let error = Peer::start("daemon.ts", daemon.base())
            .ask("start", file)
            .unwrap_err();
        assert!(
            error.starts_with("ALREADY_RUNNING: PID file already exists"),
            "{error}"
        );
    }
    assert!(daemon.is_running());
}

#[test]
fn ours_is_refused_beside_their_daemon_and_takes_over_from_the_dead() {
    for file in FILES {
        let folder = tempfile::tempdir().unwrap();
        let mut holder = theirs(&folder);
        holder.ask("start", file).unwrap();
        let folder = ours_is_refused(folder, &holder, &format!("daemon.{file}"));
        // Their file is still there to be removed.
        holder.get("stop");
        holder.ask("start", file).unwrap();
        holder.kill();
        let mut daemon = ours(folder);
        let ended = daemon.terminate();
        assert!(ended.status.success() && ended.left.is_empty(), "{ended:?}");
    }
}
