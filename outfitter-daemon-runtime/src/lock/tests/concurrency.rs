//! Many at once.

use std::io::ErrorKind;
use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use super::super::{LockCheck, look, record};
use super::*;

/// Lets 16 threads try at the same moment, and keeps what they got until all have.
fn herd(place: &Place) -> Vec<Result<LockHandle, LockError>> {
    let barrier = Barrier::new(16);
    thread::scope(|scope| {
        let start = || {
            barrier.wait();
            place.acquire()
        };
        let threads: Vec<_> = (0..16).map(|_| scope.spawn(start)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    })
}

#[test]
fn of_many_starters_one_wins_and_the_others_know_it() {
    for content in [
        None,
        Some(DEAD.to_string()),
        Some(String::new()),
        Some(own_pid().to_string()),
    ] {
        for _ in 0..5 {
            let place = Place::new();
            if let Some(content) = &content {
                fs::write(place.lock(), content).unwrap();
            }
            let (won, lost): (Vec<_>, Vec<_>) = herd(&place).into_iter().partition(Result::is_ok);
            assert_eq!(won.len(), 1, "left behind: {content:?}");
            for result in lost {
                assert_running(result, Some(own_pid()));
            }
            assert_eq!(place.files(), ["daemon.lock"]);
            drop(won);
            assert_eq!(place.files(), [""; 0]);
        }
    }
}

/// Does `look` over and over in some threads until `work` is done, or has failed.
fn while_looking(threads: usize, look: impl Fn() + Sync, work: impl FnOnce()) {
    struct Finally<'a>(&'a AtomicBool);
    impl Drop for Finally<'_> {
        fn drop(&mut self) {
            self.0.store(true, Ordering::Relaxed);
        }
    }
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while !done.load(Ordering::Relaxed) {
                    look();
                }
            });
        }
        let _done = Finally(&done);
        work();
    });
}

/// Asserts that the file, if there is one, always names a process while `work` is done.
fn assert_never_empty(place: &Place, work: impl FnOnce()) {
    let seen = AtomicBool::new(false);
    let read = || match fs::read(place.lock()) {
        Ok(content) => {
            assert!(
                record::parse(&content).is_some(),
                "read {:?}",
                String::from_utf8_lossy(&content)
            );
            seen.store(true, Ordering::Relaxed);
        }
        Err(error) => assert_eq!(error.kind(), ErrorKind::NotFound),
    };
    while_looking(1, read, || {
        work();
        let _lock = place.acquire().unwrap();
        wait_until("the reader had a chance", || seen.load(Ordering::Relaxed));
    });
}

#[test]
fn a_new_file_is_never_seen_empty() {
    let place = Place::new();
    assert_never_empty(&place, || {
        for _ in 0..100 {
            place.acquire().unwrap().release().unwrap();
        }
    });
}

#[test]
fn an_old_file_is_never_seen_empty() {
    let place = Place::new();
    assert_never_empty(&place, || {
        for _ in 0..100 {
            fs::write(
                place.at("left"),
                format!("{DEAD}\nlonger than what replaces it\n"),
            )
            .unwrap();
            fs::rename(place.at("left"), place.lock()).unwrap();
            let lock = place.acquire().unwrap();
            assert_eq!(place.content(), own_text());
            lock.release().unwrap();
        }
    });
}

#[test]
fn whoever_looks_never_turns_a_starter_away() {
    let place = Place::new();
    let see = || {
        look(place.lock()).unwrap();
    };
    while_looking(4, see, || {
        for _ in 0..60 {
            place
                .request()
                .wait(Duration::ZERO)
                .acquire()
                .unwrap()
                .release()
                .unwrap();
        }
    });
}

#[test]
fn the_lock_goes_from_one_to_the_next_and_never_to_two() {
    let place = Place::new();
    let held = AtomicBool::new(false);
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..100 {
                    match place.acquire() {
                        Ok(lock) => {
                            assert!(!held.swap(true, Ordering::SeqCst), "two have it");
                            thread::yield_now();
                            assert!(matches!(lock.check(), LockCheck::Ours), "{:?}", lock.check());
                            held.store(false, Ordering::SeqCst);
                            lock.release().unwrap();
                        }
                        Err(error) => assert!(matches!(error, LockError::AlreadyRunning { .. }), "{error}"),
                    }
                }
            });
        }
    });
    assert_eq!(place.files(), [""; 0]);
}
