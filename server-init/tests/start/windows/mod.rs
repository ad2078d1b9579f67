//! Who is asked to stop while it waits, by its console. Wine has Ctrl-C alone.

mod console;

use crate::place::{Place, eventually};

#[test]
fn ctrl_c_releases_the_lock_and_is_told_by_the_exit_code() {
    let place = Place::new();
    let console = console::command(&place).spawn().unwrap();
    eventually("the server is initializing", || place.is_served());
    assert!(place.lock().exists());
    std::fs::write(place.beside(console::WISH), "").unwrap();
    let output = console.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130), "{output:?}");
    assert_eq!(place.left(), ["server-init.lock.turn"]);
    assert!(place.is_served(), "the server goes on");
}
