//! The lock file on a real disk.

use super::*;

fn place() -> (tempfile::TempDir, LockFile) {
    let folder = tempfile::tempdir().unwrap();
    let lock = LockFile::at(&folder.path().join("server-init.lock"));
    (folder, lock)
}

#[test]
fn it_is_written_as_the_original_writes_it() {
    let (folder, lock) = place();
    assert!(lock.create().unwrap());
    let text = fs::read_to_string(&lock.path).unwrap();
    let Found::Record(Record { pid, timestamp }) = lock.look().unwrap() else {
        panic!("{text}");
    };
    assert_eq!(pid, i64::from(std::process::id()));
    assert!((0.0..10_000.0).contains(&(now_ms() - timestamp)), "{text}");
    assert_eq!(text, format!("{{\"pid\":{pid},\"timestamp\":{timestamp}}}"));
    assert!(!lock.create().unwrap(), "there is one");
    lock.release();
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn anothers_is_not_released() {
    let (_folder, lock) = place();
    for content in ["{\"pid\":1,\"timestamp\":1}", "garbage", ""] {
        fs::write(&lock.path, content).unwrap();
        lock.release();
        assert_eq!(fs::read_to_string(&lock.path).unwrap(), content);
    }
}

#[test]
fn only_what_was_found_is_removed() {
    let (folder, lock) = place();
    let stale = Found::Record(Record {
        pid: 1,
        timestamp: 1.0,
    });
    fs::write(&lock.path, "{\"pid\":1,\"timestamp\":1}").unwrap();
    lock.remove_stale(&stale).unwrap();
    assert_eq!(lock.look().unwrap(), Found::Nothing);
    lock.remove_stale(&stale).unwrap();

    // Meanwhile another has made its own.
    let fresh = "{\"pid\":2,\"timestamp\":2}";
    fs::write(&lock.path, fresh).unwrap();
    lock.remove_stale(&stale).unwrap();
    assert_eq!(fs::read_to_string(&lock.path).unwrap(), fresh);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn what_is_no_record_is_unreadable_and_what_is_no_file_an_error() {
    let (_folder, lock) = place();
    for content in ["", "{", "[]", "null", "{\"pid\":\"x\",\"timestamp\":1}", "\0\0"] {
        fs::write(&lock.path, content).unwrap();
        assert!(
            matches!(lock.look().unwrap(), Found::Unreadable { .. }),
            "{content:?}"
        );
    }
    fs::write(&lock.path, " {\"timestamp\": 5.5, \"pid\": 7, \"more\": null} ").unwrap();
    assert_eq!(
        lock.look().unwrap(),
        Found::Record(Record {
            pid: 7,
            timestamp: 5.5
        })
    );
    fs::remove_file(&lock.path).unwrap();
    fs::create_dir(&lock.path).unwrap();
    assert!(lock.look().unwrap_err().to_string().contains("is not a file"));
}
