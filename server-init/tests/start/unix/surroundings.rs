//! What the server is given, and which it is if nobody says.

use std::process::Command;

use crate::place::{Place, is_ok};

#[test]
fn the_server_keeps_nothing_of_its_starter() {
    let place = Place::new();
    // A descriptor that a shell has open for all of its children; `output` waits for the end of both pipes.
    let mut shell = Command::new("sh");
    let starter = place.starter();
    shell
        .args(["-c", "exec 7>&1; exec \"$0\" \"$@\""])
        .arg(starter.get_program())
        .args(starter.get_args());
    shell.envs(
        starter
            .get_envs()
            .filter_map(|(variable, value)| Some((variable, value?))),
    );
    is_ok(&shell.output().unwrap());
    let pid = place.started()[0];
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    assert_eq!(fields[3], pid.to_string(), "a session of its own");
    for number in 0..3 {
        let stream = std::fs::read_link(format!("/proc/{pid}/fd/{number}")).unwrap();
        assert_eq!(stream.to_str(), Some("/dev/null"), "{number}");
    }
}

#[test]
fn without_a_command_it_starts_the_server_js_that_is_here() {
    let place = Place::new();
    let starts = place.beside("starts");
    let script = format!(
        "require('node:fs').appendFileSync({starts:?}, process.pid + '\\n');\
         if (process.cwd() !== __dirname) process.exit(1);\
         require('node:http').createServer((_, r) => r.end('{{\"status\":\"ok\"}}')).listen({}, '127.0.0.1');",
        place.port
    );
    std::fs::write(place.beside("server.js"), script).unwrap();
    is_ok(&place.program().output().unwrap());
    assert_eq!(place.started().len(), 1);
}
