//! Messages to a supervisor, read at its own end.

use std::os::unix::net::UnixDatagram;
use std::time::Duration;

use super::notify::*;
use super::platform::monotonic_usec;
use super::variables::Variables;

/// A supervisor's socket, and the supervisor as the daemon sees it.
fn supervised() -> (tempfile::TempDir, UnixDatagram, Supervisor) {
    let temp = crate::fixtures::temp_dir();
    let path = temp.path().join("notify");
    let socket = UnixDatagram::bind(&path).unwrap();
    socket.set_nonblocking(true).unwrap();
    let supervisor = Supervisor::new(Variables {
        notify: Some(path.into()),
        ..Variables::default()
    });
    (temp, socket, supervisor)
}

fn next(socket: &UnixDatagram) -> Option<String> {
    let mut bytes = [0; 4096];
    let length = socket.recv(&mut bytes).ok()?;
    Some(String::from_utf8_lossy(&bytes[..length]).into_owned())
}

#[test]
fn tells_of_a_reload_when_it_began() {
    let (_temp, socket, supervisor) = supervised();
    supervisor.ready();
    let before = monotonic_usec();
    supervisor.reloading();
    supervisor.ready();
    assert_eq!(next(&socket).unwrap(), "READY=1\nSTATUS=running");
    let reloading = next(&socket).unwrap();
    let lines: Vec<&str> = reloading.lines().collect();
    let [first, since, status] = lines[..] else {
        panic!("{reloading}")
    };
    assert_eq!((first, status), ("RELOADING=1", "STATUS=reloading"));
    let since: i64 = since.strip_prefix("MONOTONIC_USEC=").unwrap().parse().unwrap();
    assert!((before..=monotonic_usec()).contains(&since), "{since}");
    assert_eq!(next(&socket).unwrap(), "READY=1\nSTATUS=running");
}

#[test]
fn a_stop_is_said_once_and_is_final() {
    let (_temp, socket, supervisor) = supervised();
    supervisor.stopping(Duration::from_secs(5));
    supervisor.stopping(Duration::from_secs(5));
    supervisor.ready();
    supervisor.reloading();
    assert_eq!(
        next(&socket).unwrap(),
        "STOPPING=1\nSTATUS=stopping\nEXTEND_TIMEOUT_USEC=6000000"
    );
    assert_eq!(next(&socket), None);
}

#[test]
fn a_status_is_one_line_and_stays() {
    let (_temp, socket, supervisor) = supervised();
    supervisor.status("three of four\nMAINPID=1");
    supervisor.ready();
    assert_eq!(next(&socket).unwrap(), "STATUS=three of four MAINPID=1");
    assert_eq!(next(&socket).unwrap(), "READY=1");
}

#[test]
fn a_supervisor_that_is_not_there_hurts_nobody() {
    let (_temp, socket, supervisor) = supervised();
    drop(socket);
    supervisor.ready();
    for named in [
        "vsock:2:1234",
        "relative",
        "/nowhere/notify",
        "@nobody-listens-here",
    ] {
        let supervisor = Supervisor::new(Variables {
            notify: Some(named.into()),
            ..Variables::default()
        });
        supervisor.ready();
        supervisor.status("well");
    }
}

#[test]
fn a_supervisor_that_does_not_read_is_not_waited_for_with_a_status() {
    let (_temp, socket, supervisor) = supervised();
    // More than any queue holds (`net.unix.max_dgram_qlen`).
    for _ in 0..5_000 {
        supervisor.status("busy");
    }
    assert!(next(&socket).is_some());
}
