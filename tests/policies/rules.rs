//! Policies and oneway requests, as attributes make them.

use std::io::{BufRead, BufReader, Write};

use outfitter_daemon::ipc::{AnyError, BlockingClient, CallError};
use outfitter_daemon_tests::rules::{Request, RequestClient, request};
use outfitter_daemon_tests::{RunningDaemon, within};
use serde_json::{Value, json};

fn rules() -> RunningDaemon {
    RunningDaemon::start(env!("CARGO_BIN_EXE_rules"), "rules")
}

async fn client(daemon: &RunningDaemon) -> RequestClient {
    RequestClient::connect_to(daemon.socket()).await.unwrap()
}

/// Waits until the notes are these.
async fn noted(client: &RequestClient, expected: &[&str]) {
    within(&format!("{expected:?}"), async {
        while client.notes().await.unwrap() != expected {}
    })
    .await;
}

fn go(daemon: &RunningDaemon) {
    std::fs::write(daemon.dir().join("go"), "").unwrap();
}

#[tokio::test]
async fn oneway_requests_are_carried_out_in_order_and_not_answered() {
    let daemon = rules();
    let client = client(&daemon).await;
    let texts: Vec<String> = (0..1000).map(|n| n.to_string()).collect();
    for text in &texts {
        client.note(text.clone()).await.unwrap();
    }
    assert_eq!(client.notes().await.unwrap(), texts);

    let mut stream = outfitter_daemon_tests::platform::connect_blocking(daemon.socket()).unwrap();
    let lines = "{\"id\":1,\"type\":\"request\",\"oneway\":true,\"payload\":{\"type\":\"note\",\"text\":\"a\"}}\n\
                 {\"id\":2,\"type\":\"request\",\"oneway\":true,\"payload\":{\"type\":\"nothing\"}}\n\
                 {\"id\":3,\"type\":\"cancel\"}\n\
                 {\"id\":4,\"type\":\"request\",\"payload\":{\"type\":\"who\"}}\n";
    stream.write_all(lines.as_bytes()).unwrap();
    let mut answer = String::new();
    BufReader::new(stream).read_line(&mut answer).unwrap();
    assert!(answer.starts_with("{\"id\":4,"), "{answer}");
    assert_eq!(client.notes().await.unwrap().len(), 1001);
}

#[tokio::test]
async fn a_oneway_request_outlives_its_client() {
    let daemon = rules();
    let mut gone = BlockingClientOf::new(&daemon);
    gone.0.oneway(request::Note { text: "first".into() }).unwrap();
    gone.0.oneway(request::NoteLater { text: "last".into() }).unwrap();
    drop(gone);
    let client = client(&daemon).await;
    noted(&client, &["first", "last soon"]).await;
    go(&daemon);
    noted(&client, &["first", "last soon", "last"]).await;
}

struct BlockingClientOf(BlockingClient<Request>);

impl BlockingClientOf {
    fn new(daemon: &RunningDaemon) -> Self {
        let socket = daemon.socket();
        let connected = std::thread::spawn(move || BlockingClient::connect_to(socket));
        Self(connected.join().unwrap().unwrap())
    }
}

#[tokio::test]
async fn oneway_requests_that_fail_are_counted() {
    let daemon = rules();
    let client = client(&daemon).await;
    client.fail().await.unwrap();
    client
        .ipc()
        .send_oneway(json!({ "type": "nothing" }))
        .await
        .unwrap();
    client.ipc().send_oneway(json!({ "type": "note" })).await.unwrap();
    let status: Value = client
        .ipc()
        .send(json!({ "type": "daemon.status" }))
        .await
        .unwrap();
    assert_eq!(status["oneway_failures"], 3);
    assert_eq!(status["name"], "rules");
}

#[tokio::test]
async fn who_asks_for_an_answer_to_a_oneway_request_gets_one() {
    let daemon = rules();
    let client = client(&daemon).await;
    client.call(request::Note { text: "x".into() }).await.unwrap();
    let Err(CallError::Failed(AnyError(text))) = client.call(request::Fail).await else {
        panic!("it does not fail");
    };
    assert!(text.contains("invalid digit"), "{text}");
}

#[tokio::test]
async fn blocking_handlers_run_on_threads_of_their_own() {
    let daemon = rules();
    let client = client(&daemon).await;
    // Each blocks until the other does, on a runtime with a single thread.
    let (one, other) = tokio::join!(client.thread(), client.thread_async());
    assert_ne!(one.unwrap(), other.unwrap());
}

#[tokio::test]
async fn the_arguments_of_the_attribute_are_the_policy() {
    let daemon = rules();
    let client = client(&daemon).await;
    let routes: Value = client
        .ipc()
        .send(json!({ "type": "daemon.routes" }))
        .await
        .unwrap();
    let route = |name: &str| {
        let routes = routes.as_array().unwrap();
        routes.iter().find(|route| route["name"] == name).unwrap()
    };
    assert_eq!(
        route("alone")["policy"],
        json!({
            "timeout_ms": 60_000,
            "max_in_flight": 2,
            "concurrency": "serial",
            "cancel": "never",
            "runs_on": "runtime",
            "allow": "same_user",
        })
    );
    assert_eq!(route("thread")["policy"]["runs_on"], "blocking_pool");
    assert_eq!(route("who")["policy"]["allow"], "any");
    assert_eq!(route("note")["kind"], "oneway");

    // One is at work and one waits; the third is one too many.
    let calls: Vec<_> = (0..3)
        .map(|_| tokio::spawn(client.alone().into_future()))
        .collect();
    let mut answers = tokio::task::JoinSet::new();
    for call in calls {
        answers.spawn(async move { call.await.unwrap() });
    }
    let first = within("the third", answers.join_next()).await.unwrap().unwrap();
    assert!(matches!(first, Err(CallError::Busy)), "{first:?}");
    // Whoever waits in vain is busy as well, and nothing was done.
    go(&daemon);
    while let Some(answer) = within("the others", answers.join_next()).await {
        answer.unwrap().unwrap();
    }
}

#[tokio::test]
async fn the_limits_of_the_daemon_are_arguments_of_its_attribute() {
    let daemon = rules();
    let first = client(&daemon).await;
    let long = first.call(request::Note {
        text: "x".repeat(64 * 1024),
    });
    let Err(CallError::TooLarge { message }) = long.await else {
        panic!("it was taken");
    };
    assert!(message.contains("65536 bytes"), "{message}");
    let (second, third) = (client(&daemon).await, client(&daemon).await);
    assert!(second.who().await.is_ok() && third.who().await.is_ok());
    // Told to come again, or turned away before it had asked.
    let one_too_many = client(&daemon).await.who().await.unwrap_err();
    assert!(one_too_many.is_retryable(), "{one_too_many:?}");
}
