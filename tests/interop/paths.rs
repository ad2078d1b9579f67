//! Both sides look for a daemon in the same place.

use std::path::PathBuf;
use std::process::Command;

use crate::peer::Peer;

type Environment = fn(&mut Command);

const ENVIRONMENTS: [(&str, Environment); 4] = [
    ("a runtime directory", |command| {
        command.env("XDG_RUNTIME_DIR", "/run/user/4711");
    }),
    ("one with odd characters", |command| {
        command.env("XDG_RUNTIME_DIR", "/srv/a b/ö//c");
    }),
    ("none", |command| {
        command.env_remove("XDG_RUNTIME_DIR");
    }),
    ("an empty one", |command| {
        command.env("XDG_RUNTIME_DIR", "");
    }),
];

#[test]
fn are_the_same_in_every_environment() {
    for (what, environment) in ENVIRONMENTS {
        let mut peer = Peer::start_with("daemon.ts", environment);
        for tool in ["my-service", "waymark", "a.b_c", "my-service@work"] {
            let theirs = peer.ask("paths", tool).unwrap();
            // As paths, since theirs have no doubled slashes.
            let theirs: Vec<PathBuf> = serde_json::from_value(theirs).unwrap();
            assert_eq!(ours(tool, environment), theirs, "{tool} with {what}");
        }
    }
}

fn ours(tool: &str, environment: Environment) -> Vec<PathBuf> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_show-paths"));
    environment(command.arg(tool));
    let output = command.output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    text.lines().map(PathBuf::from).collect()
}
