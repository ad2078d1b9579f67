//! Typed calls, their errors and their streams.

use outfitter_daemon::ipc::CallError;
use outfitter_daemon_tests::protocol::{CountError, Division, NotDivisible, request};
use outfitter_daemon_tests::within;
use serde_json::{Value, json};

use crate::{client, service, untyped};

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
