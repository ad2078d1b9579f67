//! A daemon and its supervisor: messages, signs of life, and a socket that is passed on.

use std::io::{BufRead, BufReader, Write};
use std::os::fd::OwnedFd;
use std::os::unix::fs::MetadataExt;
use std::os::unix::net::{UnixDatagram, UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use outfitter_daemon_tests::{LIMIT, RunningDaemon, Supervisor, eventually};
use rustix::process::Signal;

const SUPERVISED: &str = env!("CARGO_BIN_EXE_supervised");
const WATCHFUL: &str = env!("CARGO_BIN_EXE_watchful");
const SERVICE: &str = env!("CARGO_BIN_EXE_service");

fn supervised(by: &Supervisor, prepare: impl FnOnce(&mut Command)) -> RunningDaemon {
    RunningDaemon::spawn(SUPERVISED, "supervised", |command| {
        command.env("NOTIFY_SOCKET", &by.address);
        prepare(command);
    })
}

#[test]
fn it_is_ready_when_main_has_returned_and_not_sooner() {
    for supervisor in [Supervisor::at_path(), Supervisor::at_abstract_name()] {
        let gate = supervisor.gate();
        let _daemon = supervised(&supervisor, |command| {
            command.env("SUPERVISED_GATE", &gate.path);
        });
        let waiting = gate.reached();
        assert_eq!(supervisor.next(), "STATUS=waits at the gate");
        assert_eq!(supervisor.next_now(), None, "ready before `main` has returned");
        drop(waiting);
        // The program has a status of its own, which stays.
        assert_eq!(supervisor.next(), "READY=1");
    }
}

#[test]
fn a_stop_is_told_with_the_time_that_it_may_take() {
    let supervisor = Supervisor::at_path();
    let mut daemon = supervised(&supervisor, |_| {});
    assert_eq!(supervisor.next(), "READY=1\nSTATUS=running");
    let ended = daemon.terminate();
    assert!(ended.status.success(), "{ended:?}");
    assert_eq!(
        supervisor.next(),
        "STOPPING=1\nSTATUS=stopping\nEXTEND_TIMEOUT_USEC=2000000"
    );
    assert_eq!(supervisor.next_now(), None, "a stop is the last word");
}

#[test]
fn a_daemon_that_is_stopped_before_it_is_ready_never_says_ready() {
    let supervisor = Supervisor::at_path();
    let gate = supervisor.gate();
    let mut daemon = supervised(&supervisor, |command| {
        command.env("SUPERVISED_GATE", &gate.path);
    });
    let _waiting = gate.reached();
    assert!(daemon.terminate().status.success());
    assert_eq!(supervisor.next(), "STATUS=waits at the gate");
    assert!(supervisor.next().starts_with("STOPPING=1\n"));
    assert_eq!(supervisor.next_now(), None);
}

#[test]
fn a_reload_is_told_when_it_begins_and_when_it_is_done() {
    let supervisor = Supervisor::at_path();
    let daemon = RunningDaemon::spawn(WATCHFUL, "watchful", |command| {
        command
            .env("NOTIFY_SOCKET", &supervisor.address)
            .env("WATCHFUL_DOES", "reload");
    });
    assert_eq!(supervisor.next(), "READY=1\nSTATUS=running");
    daemon.signal(Signal::HUP);
    assert!(supervisor.next().starts_with("RELOADING=1\nMONOTONIC_USEC="));
    assert_eq!(supervisor.next(), "READY=1\nSTATUS=running");
}

#[test]
fn signs_of_life_come_twice_as_often_as_needed() {
    let supervisor = Supervisor::at_path();
    let started = Instant::now();
    let _daemon = supervised(&supervisor, |command| {
        command.env("WATCHDOG_USEC", "200000");
    });
    let mut signs = 0;
    while signs < 6 {
        signs += u32::from(supervisor.next() == "WATCHDOG=1");
    }
    // The first at once, and five pauses.
    assert!(
        started.elapsed() >= Duration::from_millis(500),
        "{:?}",
        started.elapsed()
    );
}

#[test]
fn a_blocked_runtime_gives_no_signs_of_life_but_says_that_it_stops() {
    let supervisor = Supervisor::at_path();
    let gate = supervisor.gate();
    let mut daemon = supervised(&supervisor, |command| {
        command
            .env("WATCHDOG_USEC", "40000")
            .env("SUPERVISED_GATE", &gate.path)
            .env("SUPERVISED_BLOCKS", "yes");
    });
    let waiting = gate.reached();
    while supervisor.next() != "READY=1" {}
    for _ in 0..3 {
        assert_eq!(supervisor.next(), "WATCHDOG=1");
    }
    drop(waiting);
    let until = Instant::now() + LIMIT;
    // Far longer than the 20 ms between two signs.
    while let Some(message) = supervisor.next_within(Duration::from_secs(1)) {
        assert_eq!(message, "WATCHDOG=1");
        assert!(Instant::now() < until, "still signs of life");
    }
    daemon.signal(Signal::TERM);
    assert!(supervisor.next().starts_with("STOPPING=1\n"));
    let ended = daemon.ended();
    assert_eq!(ended.status.code(), Some(124), "{ended:?}");
}

#[test]
fn signs_of_life_for_another_process_are_not_ours_to_give() {
    let supervisor = Supervisor::at_path();
    let mut daemon = supervised(&supervisor, |command| {
        command.env("WATCHDOG_USEC", "2000").env("WATCHDOG_PID", "1");
    });
    assert_eq!(supervisor.next(), "READY=1\nSTATUS=running");
    daemon.terminate();
    assert!(supervisor.next().starts_with("STOPPING=1\n"));
}

#[test]
fn a_supervisor_that_has_gone_is_no_reason_not_to_run() {
    let gone = Supervisor::at_path().address;
    let mut daemon = RunningDaemon::spawn(SERVICE, "service", |command| {
        command.env("NOTIFY_SOCKET", &gone).env("WATCHDOG_USEC", "2000");
    });
    eventually("it is running", || ask(&daemon.socket()).contains("\"running\""));
    assert!(daemon.terminate().status.success());
}

/// What answers at `socket`; nothing if nobody does.
fn ask(socket: &Path) -> String {
    UnixStream::connect(socket).map(ask_on).unwrap_or_default()
}

fn ask_on(stream: UnixStream) -> String {
    ask_for(stream, "daemon.ping")
}

fn ask_for(mut stream: UnixStream, request: &str) -> String {
    let mut line = String::new();
    stream.set_read_timeout(Some(LIMIT)).unwrap();
    let request = format!("{{\"id\":1,\"type\":\"request\",\"payload\":{{\"type\":\"{request}\"}}}}\n");
    let asked = stream.write_all(request.as_bytes());
    let read = asked.and_then(|()| BufReader::new(stream).read_line(&mut line));
    read.map(|_| line).unwrap_or_default()
}

/// Makes standard input descriptor 3 and becomes `$PROGRAM`, whose PID is then the shell's own.
fn script(variables: &str) -> String {
    format!("exec 3<&0 </dev/null; {variables} exec \"$PROGRAM\" run")
}

/// Starts the service as a supervisor does: with `socket` as descriptor 3.
fn activated(folder: tempfile::TempDir, socket: impl Into<OwnedFd>, variables: &str) -> RunningDaemon {
    let socket: OwnedFd = socket.into();
    let script = script(variables);
    RunningDaemon::spawn_in(folder, "sh", "service", |command| {
        command
            .args(["-c", &script])
            .env("PROGRAM", SERVICE)
            .stdin(socket);
    })
}

const OURS: &str = "LISTEN_FDS=1 LISTEN_PID=$$ LISTEN_FDNAMES=service";

/// A folder, and a listening socket in it where no daemon would look by itself.
fn passed() -> (tempfile::TempDir, PathBuf, UnixListener) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("passed.sock");
    let listener = UnixListener::bind(&path).unwrap();
    (folder, path, listener)
}

#[test]
fn a_passed_socket_is_served_and_stays_when_the_daemon_ends() {
    let (folder, path, listener) = passed();
    // A client that came before the daemon: it is what starts one.
    let early = UnixStream::connect(&path).unwrap();
    let inode = std::fs::metadata(&path).unwrap().ino();
    let mut daemon = activated(folder, listener.try_clone().unwrap(), OURS);
    assert!(ask_on(early).contains(&format!("\"pid\":{}", daemon.pid())));
    eventually("it is running", || ask(&path).contains("\"running\""));
    assert!(!daemon.socket().exists(), "no second socket");
    assert!(daemon.dir().join("daemon.lock").exists(), "locked all the same");
    let ended = daemon.terminate();
    assert!(ended.status.success() && ended.left.is_empty(), "{ended:?}");
    assert_eq!(std::fs::metadata(&path).unwrap().ino(), inode);

    // And the next one takes over what nobody answered.
    let late = UnixStream::connect(&path).unwrap();
    let next = activated(tempfile::tempdir().unwrap(), listener, OURS);
    assert!(ask_on(late).contains(&format!("\"pid\":{}", next.pid())));
}

#[test]
fn a_daemon_with_a_passed_socket_that_nobody_uses_ends_and_leaves_it() {
    let (folder, path, listener) = passed();
    let (socket, script) = (OwnedFd::from(listener.try_clone().unwrap()), script(OURS));
    let mut daemon = RunningDaemon::spawn_in(folder, "sh", "watchful", |command| {
        let command = command.args(["-c", &script]).env("PROGRAM", WATCHFUL);
        command.env("WATCHFUL_IDLE_MS", "50").stdin(socket);
    });
    let ended = daemon.ended();
    assert!(ended.status.success() && ended.left.is_empty(), "{ended:?}");
    assert!(
        UnixStream::connect(&path).is_ok(),
        "the supervisor goes on listening"
    );
}

#[test]
fn a_daemon_with_a_passed_socket_says_where_it_is() {
    let (folder, path, listener) = passed();
    let daemon = activated(folder, listener, OURS);
    let answer = ask_for(UnixStream::connect(&path).unwrap(), "daemon.status");
    assert!(answer.contains(&path.display().to_string()), "{answer}");
    drop(daemon);
}

#[test]
fn no_child_inherits_a_passed_socket() {
    let (folder, path, listener) = passed();
    let daemon = activated(folder, listener, OURS);
    eventually("it is running", || ask(&path).contains("\"running\""));
    let info = std::fs::read_to_string(format!("/proc/{}/fdinfo/3", daemon.pid())).unwrap();
    let flags = info.lines().find_map(|line| line.strip_prefix("flags:")).unwrap();
    let flags = u32::from_str_radix(flags.trim(), 8).unwrap();
    assert_ne!(flags & rustix::fs::OFlags::CLOEXEC.bits(), 0, "{info}");
}

#[test]
fn the_lock_decides_also_between_daemons_with_passed_sockets() {
    let (folder, path, listener) = passed();
    let first = activated(folder, listener, OURS);
    eventually("it is running", || ask(&path).contains("\"running\""));
    let (_elsewhere, _, other) = passed();
    let mut second = activated(tempfile::tempdir().unwrap(), other, &in_folder_of(&first));
    let ended = second.ended();
    assert_eq!(ended.status.code(), Some(75), "{ended:?}");
}

fn in_folder_of(daemon: &RunningDaemon) -> String {
    format!("XDG_RUNTIME_DIR='{}' {OURS}", daemon.base().display())
}

#[test]
fn a_socket_that_is_not_for_this_process_is_left_alone() {
    for variables in ["LISTEN_FDS=1 LISTEN_PID=1", "LISTEN_FDS=1", "LISTEN_PID=$$"] {
        let (folder, path, listener) = passed();
        let mut daemon = activated(folder, listener, variables);
        eventually("it is running on its own socket", || {
            ask(&daemon.socket()).contains("\"running\"")
        });
        let ended = daemon.terminate();
        assert!(ended.status.success() && ended.left.is_empty(), "{ended:?}");
        assert!(path.exists());
    }
}

#[test]
fn what_is_no_listening_socket_is_refused_before_anything_is_touched() {
    let (stream, _other) = UnixStream::pair().unwrap();
    let null = std::fs::File::open("/dev/null").unwrap();
    for (passed, variables, problem) in [
        (
            OwnedFd::from(null),
            OURS,
            "descriptor 3, which the supervisor passed, is not a socket",
        ),
        (
            stream.into(),
            OURS,
            "is a Unix stream socket that does not listen",
        ),
        (
            UnixDatagram::unbound().unwrap().into(),
            OURS,
            "is a Unix socket of another type",
        ),
        (
            passed().2.into(),
            "LISTEN_FDS=2 LISTEN_PID=$$",
            "passed 2 sockets and a daemon takes one",
        ),
        (
            passed().2.into(),
            "LISTEN_FDS=all LISTEN_PID=$$",
            "`LISTEN_FDS` is `all`, expected a number",
        ),
        (
            passed().2.into(),
            "exec 3<&-; LISTEN_FDS=1 LISTEN_PID=$$",
            "is not open",
        ),
    ] {
        let mut daemon = activated(tempfile::tempdir().unwrap(), passed, variables);
        let ended = daemon.ended();
        assert_eq!(ended.status.code(), Some(78), "{ended:?}");
        assert!(ended.stderr.contains(problem), "expected {problem}: {ended:?}");
        assert!(!daemon.dir().exists(), "{problem}");
    }
}

#[test]
fn a_daemon_that_a_service_starts_is_not_taken_for_the_service() {
    let supervisor = Supervisor::at_path();
    let folder = tempfile::tempdir().unwrap();
    let starter = |argument: Option<&str>| {
        let output = Command::new(env!("CARGO_BIN_EXE_starter"))
            .args(argument)
            .env("XDG_RUNTIME_DIR", folder.path())
            .env("XDG_STATE_HOME", folder.path().join("state"))
            .envs(outfitter_daemon::supervisor::VARIABLES.map(|variable| (variable, "1")))
            .env("NOTIFY_SOCKET", &supervisor.address)
            .output()
            .unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    let pid = starter(None);
    let environment = std::fs::read(format!("/proc/{}/environ", pid.trim())).unwrap();
    starter(Some("stop"));
    let names: Vec<_> = environment
        .split(|byte| *byte == 0)
        .filter_map(|variable| {
            String::from_utf8_lossy(variable)
                .split_once('=')
                .map(|(name, _)| name.to_owned())
        })
        .collect();
    assert!(names.contains(&"XDG_RUNTIME_DIR".to_owned()), "{names:?}");
    for variable in outfitter_daemon::supervisor::VARIABLES {
        assert!(!names.contains(&variable.to_owned()), "{variable}");
    }
    eventually("the daemon has ended", || {
        !folder.path().join("service/daemon.lock").exists()
    });
    assert_eq!(supervisor.next_now(), None);
}
