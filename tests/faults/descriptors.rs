//! Which open files a daemon has of its starter, its children have of it, and its clients leave with it.

use std::io::{BufRead, BufReader, Write};
use std::os::unix::net::UnixStream;
use std::process::{Command, Stdio};

use outfitter_daemon_tests::eventually;

use crate::place::{AT_ONCE, HOLDER, Place, Started, signal};

const STARTER: &str = env!("CARGO_BIN_EXE_starter");

/// The open files of a process, without the standard ones.
fn open_files(pid: u32) -> Vec<(u32, String)> {
    let entries = std::fs::read_dir(format!("/proc/{pid}/fd")).unwrap();
    let files = entries.filter_map(|entry| {
        let entry = entry.unwrap();
        let number = entry.file_name().to_str()?.parse().ok()?;
        // One that is closed meanwhile is not open.
        let target = std::fs::read_link(entry.path()).ok()?;
        Some((number, target.to_string_lossy().into_owned()))
    });
    files.filter(|(number, _)| *number > 2).collect()
}

/// A shell script in which `$STARTER` makes sure that the daemon runs, and prints its PID.
fn script(place: &Place, script: &str) -> Command {
    let mut shell = place.command("sh");
    shell.args(["-c", script]).env("STARTER", STARTER);
    shell
}

#[test]
fn a_pipe_that_a_daemon_is_started_in_ends() {
    let place = Place::new();
    for start in [
        "$STARTER",
        "exec 7>&1; $STARTER",
        "exec 7>&1 8<&0 9>/dev/null; $STARTER",
    ] {
        // `cat` reads until nobody has the pipe open for writing any more.
        let mut piped = script(&place, &format!("({start}) | cat"));
        let mut piped = place.spawn(piped.stdout(Stdio::piped()));
        let pid: u32 = piped.first_line().trim().parse().unwrap();
        assert!(piped.finished().status.success(), "{start}");
        let alive = || std::fs::exists(format!("/proc/{pid}")).unwrap();
        assert!(alive(), "{start}");
        signal(pid, rustix::process::Signal::TERM);
        eventually("the daemon has ended", || !alive() || is_zombie(pid));
    }
}

/// In a container nobody may wait for a daemon whose starter has ended.
fn is_zombie(pid: u32) -> bool {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    stat.rsplit(')').next().unwrap().trim_start().starts_with('Z')
}

#[test]
fn standard_descriptors_that_are_closed_are_harmless() {
    let place = Place::new();
    for closed in ["0<&-", "1>&-", "0<&- 1>&-"] {
        let mut shell = place.command("sh");
        let mut daemon = place.spawn(shell.args(["-c", &format!("exec {HOLDER} {closed}")]));
        daemon.running();
        assert!(daemon.terminate().status.success(), "{closed}");
        assert_eq!(place.files(), [""; 0], "{closed}");
    }
    // What it says would show that it runs; here its socket has to.
    let mut shell = place.command("sh");
    let mut daemon = place.spawn(shell.args(["-c", &format!("exec {HOLDER} 0<&- 1>&- 2>&-")]));
    eventually("it is running", || {
        UnixStream::connect(place.socket()).is_ok_and(|mut stream| ping(&mut stream).contains("running"))
    });
    assert!(daemon.terminate().status.success());
    assert_eq!(place.files(), [""; 0]);
}

#[test]
fn a_child_of_a_daemon_keeps_nothing_of_it() {
    let place = Place::new();
    for _ in 0..5 {
        let mut daemon = place.spawn(place.command(HOLDER).env("HOLDER_CHILD", "600"));
        let took = daemon.running();
        assert!(took < AT_ONCE, "{took:?}");
        let pid = daemon.pid();
        let children = std::fs::read_to_string(format!("/proc/{pid}/task/{pid}/children")).unwrap();
        let child: u32 = children.trim().parse().unwrap();
        let is_sleep = || std::fs::read_to_string(format!("/proc/{child}/comm")).unwrap() == "sleep\n";
        eventually("the child runs its own program", is_sleep);
        // What whoever runs the tests left open for everybody, it left open for all of us.
        let ours = open_files(std::process::id());
        eventually("the child has nothing open that we have not", || {
            // It may still be reading its locale.
            open_files(child).iter().all(|file| ours.contains(file))
        });
        daemon.kill();
        assert!(is_sleep(), "the child is alive");
        place.starts_and_stops("a kill of a daemon whose child lives");
        signal(child, rustix::process::Signal::KILL);
    }
}

fn ping(stream: &mut UnixStream) -> String {
    let mut line = String::new();
    let asked = stream.write_all(b"{\"id\":1,\"type\":\"request\",\"payload\":{\"type\":\"daemon.ping\"}}\n");
    asked
        .and_then(|()| BufReader::new(stream).read_line(&mut line))
        .map_or(String::new(), |_| line)
}

#[test]
fn a_thousand_clients_leave_nothing_open() {
    let place = Place::new();
    let mut daemon = place.start();
    daemon.running();
    let before = open_files(daemon.pid());
    assert!(
        before.iter().any(|(_, target)| target.starts_with("socket:")),
        "{before:?}"
    );
    let count = |daemon: &Started| open_files(daemon.pid()).len();
    let all: Vec<UnixStream> = (0..100)
        .map(|_| {
            let mut stream = UnixStream::connect(place.socket()).unwrap();
            assert!(ping(&mut stream).contains("running"));
            stream
        })
        .collect();
    assert_eq!(
        count(&daemon),
        before.len() + all.len(),
        "while they are connected"
    );
    drop(all);
    for number in 0..900 {
        let mut stream = UnixStream::connect(place.socket()).unwrap();
        // Every other goes away without waiting for its answer.
        if number % 2 == 0 {
            assert!(ping(&mut stream).contains("running"));
        }
    }
    eventually("it has closed all connections", || count(&daemon) == before.len());
}
