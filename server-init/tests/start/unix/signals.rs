//! Who is asked to stop while it waits.

use rustix::process::{Pid, Signal, kill_process};

use crate::place::{Place, eventually, stdout};

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
        eventually("the server is initializing", || place.is_served());
        assert!(place.lock().exists());
        kill_process(Pid::from_raw(child.id().cast_signed()).unwrap(), signal).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(code), "{output:?}");
        assert!(!stdout(&output).contains("ok"), "{output:?}");
        assert_eq!(place.left(), ["server-init.lock.turn"]);
    }
}
