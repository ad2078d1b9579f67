//! What there is to ask for, and what is refused, on the socket.

use super::ask::{ask, raw, start, touch};

#[test]
fn health_is_the_report_with_status_uptime_and_version() {
    let daemon = start();
    let answer = ask(&daemon, "GET /health");
    let health = answer.json();
    assert_eq!(answer.status, 200);
    assert!(answer.has("content-type: application/json"), "{}", answer.head);
    assert_eq!(
        (&health["status"], &health["healthy"]),
        (&"ok".into(), &true.into())
    );
    assert_eq!(health["version"], "1.2.3");
    assert!(health["uptime"].is_u64());
    let names: Vec<&String> = health["checks"].as_object().unwrap().keys().collect();
    assert_eq!(names, ["cache", "database", "disk", "table"]);
    assert!(
        ask(&daemon, "GET /health?verbose")
            .body
            .contains("\n  \"status\": \"ok\"")
    );
}

#[test]
fn a_check_that_is_not_critical_only_degrades() {
    let daemon = start();
    touch(&daemon, "no-cache");
    let health = ask(&daemon, "GET /health");
    assert_eq!(health.status, 200);
    assert_eq!(
        (&health.json()["status"], &health.json()["healthy"]),
        (&"degraded".into(), &true.into())
    );
    assert_eq!(
        health.json()["checks"]["cache"]["message"],
        "no cache at secret:5432"
    );
    let ready = ask(&daemon, "GET /readyz?verbose");
    assert_eq!((ready.status, ready.body.lines().last()), (200, Some("degraded")));
}

#[test]
fn a_critical_check_that_fails_is_seen_everywhere_but_in_livez() {
    let daemon = start();
    touch(&daemon, "no-database");
    let health = ask(&daemon, "GET /health");
    assert_eq!(
        (health.status, &health.json()["status"]),
        (503, &"unhealthy".into())
    );
    assert_eq!(health.json()["checks"]["table"]["caused_by"], "database");
    let ready = ask(&daemon, "GET /readyz?verbose");
    assert_eq!(ready.status, 503);
    assert_eq!(
        ready.body,
        "[+]cache ok\n[-]database failed: no database at secret:5432\n[+]disk ok\n\
         [-]table failed: not run, because `database` failed\nunhealthy\n"
    );
    assert_eq!(ask(&daemon, "GET /readyz").body, "unhealthy\n");
    let live = ask(&daemon, "GET /livez");
    assert_eq!((live.status, live.body.as_str()), (200, "ok\n"));
}

#[test]
fn a_head_has_no_body() {
    let answer = ask(&start(), "HEAD /health");
    assert_eq!((answer.status, answer.body.as_str()), (200, ""));
}

#[test]
fn other_paths_are_told_which_there_are() {
    let answer = ask(&start(), "GET /helth?x=1");
    assert_eq!(answer.status, 404);
    assert_eq!(answer.json()["error"], "there is nothing at \"/helth\"");
    assert_eq!(
        answer.json()["paths"],
        serde_json::json!(["/health", "/livez", "/readyz", "/metrics", "/shutdown"])
    );
}

#[test]
fn other_methods_are_told_which_there_are() {
    let daemon = start();
    for (what, allowed) in [
        ("GET /shutdown", "allow: post"),
        ("HEAD /shutdown", "allow: post"),
        ("DELETE /shutdown", "allow: post"),
        ("POST /health", "allow: get, head"),
        ("OPTIONS /metrics", "allow: get, head"),
    ] {
        let answer = ask(&daemon, what);
        assert_eq!(answer.status, 405, "{what}");
        assert!(answer.has(allowed), "{what}: {}", answer.head);
    }
    assert!(daemon.is_running());
}

#[test]
fn too_much_is_refused() {
    let daemon = start();
    let long = "x".repeat(20_000);
    let head = raw(
        &daemon,
        &format!("GET /health HTTP/1.1\r\nHost: d\r\nX: {long}\r\n\r\n"),
    );
    assert_eq!(head.status, 431);
    let target = raw(&daemon, &format!("GET /{long} HTTP/1.1\r\nHost: d\r\n\r\n"));
    assert!([414, 431].contains(&target.status), "{target:?}");
    let body = raw(
        &daemon,
        "POST /shutdown HTTP/1.1\r\nHost: d\r\nContent-Length: 1000000\r\n\r\n",
    );
    assert_eq!(body.status, 413);
    assert!(daemon.is_running());
}

#[test]
fn what_is_no_http_after_all_is_a_bad_request() {
    let daemon = start();
    for bad in [
        "GET /health\r\n\r\n",
        "GET  HTTP/9.9\r\n\r\n",
        "GET /health HTTP/1.1\r\n: x\r\n\r\n",
    ] {
        assert_eq!(raw(&daemon, bad).status, 400, "{bad:?}");
    }
    assert!(daemon.is_running());
}
