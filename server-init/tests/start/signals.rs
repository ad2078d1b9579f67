//! Who is asked to stop, or killed, while it waits.

use rustix::process::{Pid, Signal, kill_process};

use crate::place::{Place, eventually, is_ok, stdout};

fn is_initializing(place: &Place) -> bool {
    std::net::TcpStream::connect(("127.0.0.1", place.port)).is_ok()
}

#[test]
fn a_signal_releases_the_lock_and_is_told_by_the_exit_code() {
    for (signal, code) in [(Signal::INT, 130), (Signal::TERM, 143)] {
        let place = Place::new();
        let mut command = place.program();
        let child = command
            .arg("--")
            .args(place.server_that_says("9999", "ok"))
            .spawn()
            .unwrap();
        eventually("the server is initializing", || is_initializing(&place));
        assert!(place.lock().exists());
        kill_process(Pid::from_raw(child.id().cast_signed()).unwrap(), signal).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(code), "{output:?}");
        assert!(!stdout(&output).contains("ok"), "{output:?}");
        assert_eq!(place.left(), ["server-init.lock.turn"]);
    }
}

#[test]
fn one_that_is_killed_is_followed_by_one_of_those_who_wait() {
    let place = Place::new();
    let mut command = place.program();
    // A server that never answers.
    let mut first = command.args(["--", "sleep", "600"]).spawn().unwrap();
    eventually("it has the lock", || place.lock().exists());
    let others: Vec<_> = (0..20).map(|_| place.starter().spawn().unwrap()).collect();
    first.kill().unwrap();
    first.wait().unwrap();
    for other in others {
        is_ok(&other.wait_with_output().unwrap());
    }
    assert_eq!(place.started().len(), 1);
    assert_eq!(place.left(), ["server-init.lock.turn"]);
}
