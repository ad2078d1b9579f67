//! Programs written with attributes, as processes of their own, asked through the typed client.

#![allow(
    clippy::unwrap_used,
    reason = "a test fails by panicking, also in its helpers"
)]

use outfitter_daemon::ipc::{BlockingClient, CallError, IpcClient};
use outfitter_daemon_tests::protocol::{CountError, Division, NotDivisible, Request, RequestClient, request};
use outfitter_daemon_tests::{RunningDaemon, within};
use serde_json::{Value, json};

fn service() -> RunningDaemon {
    RunningDaemon::start(env!("CARGO_BIN_EXE_service"), "service")
}

async fn client(daemon: &RunningDaemon) -> RequestClient {
    RequestClient::connect_to(daemon.socket()).await.unwrap()
}

async fn untyped(daemon: &RunningDaemon) -> IpcClient {
    let client = IpcClient::new(daemon.socket());
    client.connect().await.unwrap();
    client
}

#[tokio::test]
async fn typed_calls_give_typed_replies() {
    let daemon = service();
    let client = client(&daemon).await;
    assert_eq!(
        client.divide(7, 2).await.unwrap(),
        Division { quotient: 3, rest: 1 }
    );
    let (pid, name) = client.who().await.unwrap();
    assert_eq!((pid, name.as_str()), (Some(std::process::id()), "service"));
    assert_eq!(
        client.nested().await.unwrap(),
        Err("a result inside a result".to_owned())
    );
    let again = client.call(request::Divide { a: 9, b: 3 }).await.unwrap();
    assert_eq!(again.quotient, 3);
}

#[tokio::test]
async fn a_handlers_error_arrives_as_itself() {
    let daemon = service();
    let error = client(&daemon).await.divide(1, 0).await.unwrap_err();
    assert_eq!(error.to_string(), "1 cannot be divided by zero");
    assert!(matches!(error, CallError::Failed(NotDivisible::ByZero { a: 1 })));
}

#[tokio::test]
async fn a_stream_ends_well_or_with_its_error() {
    let daemon = service();
    let client = client(&daemon).await;
    let mut numbers = client.count(700).await.unwrap();
    for expected in 0..700 {
        assert_eq!(numbers.next().await.unwrap().unwrap(), expected);
    }
    assert!(numbers.next().await.is_none());

    let mut numbers = client.count(5000).await.unwrap();
    let mut seen = 0;
    let error = loop {
        match within("an item", numbers.next()).await {
            Some(Ok(_)) => seen += 1,
            Some(Err(error)) => break error,
            None => panic!("the stream ended without its error"),
        }
    };
    assert_eq!(seen, 1000);
    assert!(
        matches!(error, CallError::Failed(CountError::TooFar { at: 1000 })),
        "{error}"
    );
}

#[tokio::test]
async fn a_handler_is_limited_and_its_panic_contained() {
    let daemon = service();
    let client = client(&daemon).await;
    let hang = client.hang().await.unwrap_err();
    assert!(
        hang.to_string()
            .contains("`hang` (tests/programs/service/more.rs:"),
        "{hang}"
    );
    let fall = client.fall("a stone".into()).await.unwrap_err();
    assert!(
        matches!(&fall, CallError::Internal { message } if message.contains("`fall`") && message.ends_with("fell over a stone")),
        "{fall}"
    );
    assert!(client.divide(1, 1).await.is_ok());
}

#[tokio::test]
async fn wrong_requests_are_explained() {
    let daemon = service();
    let client = untyped(&daemon).await;
    for (request, answer) in [
        (
            json!({ "type": "divid" }),
            "unknown request \"divid\"; did you mean \"divide\"?",
        ),
        (
            json!({ "type": "daemon.pnig" }),
            "unknown request \"daemon.pnig\"; did you mean \"daemon.ping\"?",
        ),
        (
            json!({ "type": "divide", "a": "one" }),
            "invalid payload: payload.a: invalid type: string \"one\", expected i64",
        ),
        (
            json!({ "type": "divide" }),
            "invalid payload: payload: missing field `a`",
        ),
        (
            json!(["divide"]),
            "the payload names no request; it is an object with a `type`, as in `{\"type\":\"daemon.ping\"}`",
        ),
        (
            json!({ "type": "count", "to": 1 }),
            "\"count\" is a stream: ask with `\"stream\":true` beside the payload",
        ),
    ] {
        let error = client.send::<Value>(&request).await.unwrap_err();
        assert_eq!(error.to_string(), answer, "{request}");
    }
    let division: Division = client.send(json!({ "type": "divide", "a": 5 })).await.unwrap();
    assert_eq!(division.quotient, 5);
}

#[tokio::test]
async fn the_daemons_own_requests_tell_about_it() {
    let daemon = service();
    let client = untyped(&daemon).await;
    let ping: Value = client.send(json!({ "type": "daemon.ping" })).await.unwrap();
    assert_eq!(ping, json!({ "state": "running", "pid": daemon.pid() }));
    let status: Value = client.send(json!({ "type": "daemon.status" })).await.unwrap();
    assert_eq!(
        (&status["name"], &status["pid"], &status["state"]),
        (&json!("service"), &json!(daemon.pid()), &json!("running"))
    );
    assert_eq!(status["socket"], json!(daemon.socket()));
    let routes: Value = client.send(json!({ "type": "daemon.routes" })).await.unwrap();
    assert_eq!(
        routes[0],
        json!({
            "name": "count",
            "kind": "streams",
            "idempotent": false,
            "policy": {
                "concurrency": "parallel",
                "cancel": "with_client",
                "runs_on": "runtime",
                "allow": "same_user",
            },
            "doc": "Counts.",
        })
    );
    assert_eq!(routes[1]["idempotent"], true);
    let health: Value = client.send(json!({ "type": "daemon.health" })).await.unwrap();
    assert_eq!(health["checks"]["log"]["healthy"], true);
    assert_eq!(
        health["checks"]["weather"]["message"],
        "the check did not answer within 20ms"
    );
    assert_eq!(
        (&health["healthy"], &health["status"]),
        (&json!(false), &json!("unhealthy"))
    );
}

#[tokio::test]
async fn it_can_be_asked_to_stop() {
    let mut daemon = service();
    let client = untyped(&daemon).await;
    let reply: Value = client.send(json!({ "type": "daemon.stop" })).await.unwrap();
    assert_eq!(reply, json!({ "stopping": true }));
    let ended = daemon.ended();
    assert!(ended.status.success() && ended.left.is_empty(), "{ended:?}");
}

#[tokio::test]
async fn while_it_initializes_it_says_so_and_the_typed_client_waits() {
    let mut daemon = RunningDaemon::spawn(env!("CARGO_BIN_EXE_service"), "service", |command| {
        command.env("SERVICE_MAIN", "hang");
    });
    outfitter_daemon_tests::eventually("the socket is bound", || {
        outfitter_daemon_tests::platform::connect_blocking(daemon.socket()).is_ok()
    });
    let raw = untyped(&daemon).await;
    let health: Value = raw.send(json!({ "type": "daemon.health" })).await.unwrap();
    assert_eq!(
        (&health["healthy"], &health["status"]),
        (&json!(false), &json!("initializing"))
    );
    let client = client(&daemon).await;
    let error = client
        .divide(1, 1)
        .timeout(std::time::Duration::from_millis(30))
        .await
        .unwrap_err();
    assert!(
        matches!(error, CallError::Initializing) && error.is_retryable(),
        "{error}"
    );
    let ended = daemon.terminate();
    assert!(ended.status.success() && ended.left.is_empty(), "{ended:?}");
}

#[tokio::test]
async fn one_handler_may_take_a_whole_protocol() {
    let daemon = RunningDaemon::start(env!("CARGO_BIN_EXE_whole-enum"), "whole-enum");
    let client = untyped(&daemon).await;
    assert_eq!(
        client.send::<Value>(json!({ "type": "ping" })).await.unwrap(),
        "pong"
    );
    let echo: Value = client
        .send(json!({ "type": "echo", "text": "hi" }))
        .await
        .unwrap();
    assert_eq!(echo, json!({ "echo": "hi" }));
    let error = client.send::<Value>(json!({ "type": "echo" })).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "invalid payload: payload: missing field `text`"
    );
}

#[tokio::test]
async fn handlers_of_another_crate_answer_if_it_is_named() {
    let linked = RunningDaemon::start(env!("CARGO_BIN_EXE_linked"), "linked");
    let answer: Value = untyped(&linked)
        .await
        .send(json!({ "type": "away" }))
        .await
        .unwrap();
    assert_eq!(answer, "outfitter-daemon-test-handlers");
    let unlinked = RunningDaemon::start(env!("CARGO_BIN_EXE_unlinked"), "unlinked");
    let error = untyped(&unlinked)
        .await
        .send::<Value>(json!({ "type": "away" }))
        .await
        .unwrap_err();
    assert!(
        error.to_string().starts_with("unknown request \"away\""),
        "{error}"
    );
}

#[tokio::test]
async fn without_attributes_it_behaves_the_same() {
    let mut daemon = RunningDaemon::start(env!("CARGO_BIN_EXE_by-hand"), "by-hand");
    let client = client(&daemon).await;
    assert_eq!(
        client.divide(7, 2).await.unwrap(),
        Division { quotient: 3, rest: 1 }
    );
    assert!(matches!(
        client.divide(1, 0).await.unwrap_err(),
        CallError::Failed(NotDivisible::ByZero { a: 1 })
    ));
    let health: Value = client
        .ipc()
        .send(json!({ "type": "daemon.health" }))
        .await
        .unwrap();
    assert_eq!(health["checks"]["always"]["healthy"], true);
    let ended = daemon.terminate();
    assert!(ended.status.success() && ended.left.is_empty(), "{ended:?}");
}

/// Where a text stands in the program with the wrong handlers, from 1.
fn line_of(text: &str) -> usize {
    let source = include_str!("programs/broken-routes.rs");
    source.lines().position(|line| line.contains(text)).unwrap() + 1
}

#[test]
fn everything_wrong_with_the_handlers_is_said_at_once_before_anything_is_touched() {
    let mut daemon = RunningDaemon::spawn(env!("CARGO_BIN_EXE_broken-routes"), "broken-routes", |_| {});
    let ended = daemon.ended();
    assert_eq!(ended.status.code(), Some(78));
    assert!(!daemon.file("daemon.lock").exists());
    let at = |text| format!("(tests/programs/broken-routes.rs:{})", line_of(text));
    let expected = [
        "8 problems in its handlers".to_owned(),
        format!(
            "missing: no `#[ipc_handler]` takes `never` of `broken_routes::Request` {}",
            at("Never,")
        ),
        format!(
            "duplicate: `twice` of `broken_routes::Request` has two handlers, `first` {} and `second` {}",
            at("fn first"),
            at("fn second"),
        ),
        "unlinked: no request of `broken_routes::Elsewhere` has a handler in this program".to_owned(),
        format!(
            "state: `stateful` {} takes `State<alloc::string::String>`, but the state that `main` returns is `()`",
            at("fn stateful"),
        ),
        format!(
            "state: `other` {} takes `State<alloc::vec::Vec<u8>>`",
            at("fn other")
        ),
        format!(
            "duplicate: two health checks are called `same`, `one` {} and `other` {}",
            at("fn one"),
            at("fn other"),
        ),
        format!(
            "unknown: the health check `lost` (`lost` {}) comes after `one`, which is no health check",
            at("fn lost"),
        ),
        "cycle: the health checks `round` → `round.about` → `round` wait for each other".to_owned(),
    ];
    for line in expected {
        assert!(ended.stderr.contains(&line), "no {line:?} in:\n{}", ended.stderr);
    }
}

#[test]
fn a_main_that_fails_or_panics_says_why_and_leaves_nothing() {
    for (how, code, text) in [
        ("fail", 1, "`service` cannot start: the database is locked"),
        (
            "panic",
            101,
            "`service` cannot start: `main` panicked: the roof is on fire",
        ),
    ] {
        let mut daemon = RunningDaemon::spawn(env!("CARGO_BIN_EXE_service"), "service", |command| {
            command.env("SERVICE_MAIN", how);
        });
        let ended = daemon.ended();
        assert_eq!(ended.status.code(), Some(code));
        assert!(ended.stderr.contains(text) && ended.left.is_empty(), "{ended:?}");
    }
}

#[test]
fn an_argument_that_it_does_not_know_is_refused() {
    let mut daemon = RunningDaemon::spawn(env!("CARGO_BIN_EXE_service"), "service", |command| {
        command.arg("faster");
    });
    let ended = daemon.ended();
    assert_eq!(ended.status.code(), Some(2));
    assert!(
        ended.stderr.contains("unrecognized subcommand 'faster'"),
        "{ended:?}"
    );
}

/// The daemon is killed while it works on the request, and another takes its place.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_an_idempotent_request_is_repeated_by_itself() {
    for (idempotent, repeated) in [(true, true), (false, false)] {
        let daemon = service();
        let client = client(&daemon).await;
        let asked = tokio::spawn({
            let client = client.clone();
            async move {
                if idempotent {
                    client.slow().await
                } else {
                    client.slow_once().await
                }
            }
        });
        outfitter_daemon_tests::eventually("the handler is at work", || daemon.dir().join("slow").exists());
        std::fs::write(daemon.dir().join("quick"), "").unwrap();
        let folder = daemon.kill();
        let second = RunningDaemon::start_in(folder, env!("CARGO_BIN_EXE_service"), "service");
        // A request that may be repeated meets the second daemon at the latest when it is asked again.
        let answer = match within("an answer", asked).await.unwrap() {
            Err(CallError::Connection(_)) if idempotent => client.slow().await,
            answer => answer,
        };
        assert_eq!(answer.is_ok(), repeated, "{answer:?}");
        if !repeated {
            assert!(
                matches!(answer, Err(CallError::Disconnected { sent: true })),
                "{answer:?}"
            );
        }
        drop(second);
    }
}

#[test]
fn a_program_without_a_runtime_has_a_client_too() {
    let daemon = service();
    let mut client = BlockingClient::<Request>::connect_to(daemon.socket()).unwrap();
    assert_eq!(client.call(request::Divide { a: 7, b: 2 }).unwrap().quotient, 3);
    let error = client.call(request::Divide { a: 7, b: 0 }).unwrap_err();
    assert!(
        matches!(error, CallError::Failed(NotDivisible::ByZero { a: 7 })),
        "{error}"
    );

    let mut hasty = client.with_timeout(std::time::Duration::from_millis(20));
    let error = hasty.call(request::SlowOnce).unwrap_err();
    assert!(matches!(error, CallError::Timeout { .. }), "{error}");
    // The late answer to the call that was given up is not taken for this one's.
    std::fs::write(daemon.dir().join("quick"), "").unwrap();
    let mut patient = hasty.with_timeout(outfitter_daemon_tests::LIMIT);
    assert_eq!(patient.call(request::Divide { a: 9, b: 3 }).unwrap().quotient, 3);

    drop(daemon);
    let error = patient.call(request::Who).unwrap_err();
    assert!(matches!(error, CallError::Disconnected { .. }), "{error}");
    assert!(
        BlockingClient::<Request>::connect_to("/nowhere/daemon.sock")
            .unwrap_err()
            .is_not_running()
    );
}
