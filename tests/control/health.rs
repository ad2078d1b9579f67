//! `health`.

use std::io::{BufRead, BufReader};

use super::controlled;

#[test]
fn the_exit_code_says_whether_it_is_well() {
    let program = controlled();
    assert_eq!(program.run(&["health"]).code, 69);
    program.ok(&["start"]);
    let well = program.ok(&["health"]);
    assert!(
        well.starts_with("controlled: ok\n") && well.contains("weather"),
        "{well}"
    );
    std::fs::write(program.folder().join("storm"), "").unwrap();
    let ill = program.run(&["health"]);
    assert_eq!(ill.code, 1);
    assert!(
        ill.stdout.contains("unhealthy") && ill.stdout.contains("weather: a storm"),
        "{ill:?}"
    );
    let json = program.json(&["health"]);
    assert_eq!(json["checks"]["weather"]["message"], "a storm");
}

#[test]
fn watch_tells_every_change() {
    let program = controlled();
    program.ok(&["start"]);
    let mut command = program.command(&["health", "--watch", "--interval", "10ms", "--json"]);
    let mut watch = command.spawn().unwrap();
    let mut lines = BufReader::new(watch.stdout.take().unwrap()).lines();
    let mut next = || -> serde_json::Value { serde_json::from_str(&lines.next().unwrap().unwrap()).unwrap() };
    assert_eq!(next()["healthy"], true);
    std::fs::write(program.folder().join("storm"), "").unwrap();
    assert_eq!(next()["healthy"], false);
    std::fs::remove_file(program.folder().join("storm")).unwrap();
    assert_eq!(next()["healthy"], true);
    program.ok(&["stop"]);
    // It may be seen stopping before it is gone.
    loop {
        let report = next();
        assert_eq!(report["healthy"], false, "{report}");
        if report["status"].as_str().unwrap().contains("not running") {
            break;
        }
    }
    watch.kill().unwrap();
    watch.wait().unwrap();
}
