//! What becomes of a daemon that the operating system gives no more connections.

use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::os::unix::net::UnixStream;
use std::time::Duration;

use outfitter_daemon_tests::{RunningDaemon, eventually};

const PING: &[u8] = b"{\"id\":1,\"type\":\"request\",\"payload\":{\"type\":\"daemon.ping\"}}\n";

fn is_answered(stream: &UnixStream) -> bool {
    let mut line = String::new();
    match BufReader::new(stream).read_line(&mut line) {
        Ok(_) => line.contains("running"),
        Err(error) if error.kind() == ErrorKind::WouldBlock => false,
        Err(error) => panic!("{error}"),
    }
}

/// How much of a processor the process has used, in ticks of 10 ms.
fn ticks(pid: u32) -> u64 {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
    let (_, fields) = stat.rsplit_once(')').unwrap();
    let used = fields.split_whitespace().skip(11).take(2);
    used.map(|field| field.parse::<u64>().unwrap()).sum()
}

#[test]
fn a_daemon_without_descriptors_waits_and_goes_on_when_it_has_some() {
    // The shell sets the limit and becomes the daemon.
    let script = format!("ulimit -n 30; exec {}", env!("CARGO_BIN_EXE_by-hand"));
    let daemon = RunningDaemon::spawn("sh", "by-hand", |command| {
        command.args(["-c", &script]);
    });
    eventually("it is running", || daemon.is_running());
    let clients: Vec<UnixStream> = (0..40)
        .map(|_| {
            let mut stream = UnixStream::connect(daemon.socket()).unwrap();
            stream.write_all(PING).unwrap();
            stream
        })
        .collect();
    let (first, last) = (&clients[0], &clients[39]);
    assert!(is_answered(first), "there was a descriptor for the first");
    // It waits for a second in vain, and the daemon does not turn in circles meanwhile.
    let before = ticks(daemon.pid());
    last.set_read_timeout(Some(Duration::from_secs(1))).unwrap();
    assert!(!is_answered(last), "there are not so many descriptors");
    let used = ticks(daemon.pid()) - before;
    assert!(used <= 10, "{used} ticks of 10 ms in a second");
    // Those that have a connection are not affected.
    let mut first = first;
    first.write_all(PING).unwrap();
    assert!(is_answered(first));
    let mut clients = clients.into_iter();
    clients.by_ref().take(20).for_each(drop);
    for waiting in clients {
        let mut waiting = waiting;
        waiting
            .set_read_timeout(Some(outfitter_daemon_tests::LIMIT))
            .unwrap();
        let mut byte = [0];
        waiting.read_exact(&mut byte).unwrap();
    }
}
