//! Deadlines of reads and writes, on two ends of one connection.

use std::io::{self, Read};
use std::os::unix::net::UnixStream;
use std::time::{Duration, Instant};

use super::timed::Timed;

const HOUR: Duration = Duration::from_hours(1);

#[test]
fn a_wait_ends_at_its_deadline_and_not_at_an_earlier_limit() {
    let (near, _far) = UnixStream::pair().unwrap();
    let mut stream = Timed::new(near);
    for wait in [8, 10, 1, 20].map(Duration::from_millis) {
        let deadline = Instant::now() + wait;
        let error = stream.read(&mut [0], deadline).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
        assert!(Instant::now() >= deadline);
    }
}

#[test]
fn writing_waits_for_a_reader_until_the_deadline() {
    let (near, mut far) = UnixStream::pair().unwrap();
    let mut stream = Timed::new(near);
    let mut written = 0;
    let error = loop {
        let deadline = Instant::now() + Duration::from_millis(5);
        match stream.write(&[0; 4096], deadline) {
            Ok(count) => written += count,
            Err(error) => break error,
        }
    };
    assert_eq!(error.kind(), io::ErrorKind::TimedOut);
    far.read_exact(&mut vec![0; written]).unwrap();
    assert_eq!(stream.write(b"more", Instant::now() + HOUR).unwrap(), 4);
}
