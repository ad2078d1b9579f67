//! What only Windows has: locks that keep others from reading.

use super::super::file::LOCK_AT;
use super::*;

#[test]
fn the_locked_byte_is_none_that_anybody_reads() {
    let place = Place::new();
    let lock = place.acquire().unwrap();
    assert!(place.is_locked());
    // Wine would let everybody read in any case, so the place itself is looked at.
    assert!(LOCK_AT > fs::metadata(place.lock()).unwrap().len());
    assert_eq!(place.content(), own_text());
    lock.release().unwrap();
}

#[test]
fn a_temporary_file_of_a_killed_process_with_our_number_is_used_again() {
    let place = Place::new();
    for number in 0..64 {
        let name = format!(".daemon.lock.{}.{number}.tmp", own_pid());
        fs::write(place.at(&name), "4711\nand more than a PID\n").unwrap();
    }
    let lock = place.acquire().unwrap();
    assert_eq!(place.content(), own_text());
    lock.release().unwrap();
}
