//! How many requests are carried out at once.

use outfitter_daemon::ipc::{CallError, Limits};
use serde_json::{Value, json};

use crate::service::Service;

#[tokio::test]
async fn a_connection_has_so_many_requests_in_flight_and_the_rest_waits() {
    let service = Service::start(Limits::default().max_in_flight(3)).await;
    let mut line = service.line().await;
    line.ask((0..10).map(|_| json!("hold"))).await;
    service.at_work(3).await;
    // Another connection is not affected, nor is what this one says wrong.
    let mut other = service.line().await;
    other.ask([json!(1)]).await;
    assert_eq!(other.answer().await["payload"], 1);
    line.send("wrong\n").await;
    assert_eq!(line.refusal().await, (json!(null), json!("malformed")));
    assert_eq!(service.begun(), 4);
    service.release();
    let mut ids = Vec::new();
    for _ in 0..10 {
        ids.push(line.answer().await["id"].as_u64().unwrap());
    }
    ids.sort_unstable();
    assert_eq!(ids, (0..10).collect::<Vec<_>>());
}

#[tokio::test]
async fn what_does_not_fit_is_not_read() {
    let service = Service::start(Limits::default().max_in_flight(1)).await;
    let mut line = service.line().await;
    line.ask([json!("hold")]).await;
    service.at_work(1).await;
    // More than the server holds and the socket can take.
    let one = crate::line::request(1, &json!("x".repeat(10_000)));
    let mut stream = line.0.into_inner();
    let writing = tokio::time::timeout(std::time::Duration::from_millis(200), async {
        for _ in 0..500 {
            tokio::io::AsyncWriteExt::write_all(&mut stream, one.as_bytes())
                .await
                .unwrap();
        }
    });
    assert!(writing.await.is_err(), "all of it was taken");
    assert_eq!(service.begun(), 1);
    service.release();
    drop(stream);
    let client = service.client().await;
    assert_eq!(client.send::<Value>(json!("next")).await.unwrap(), "next");
}

#[tokio::test]
async fn a_server_that_is_busy_says_so_and_does_nothing() {
    let service = Service::start(Limits::default().max_in_flight_total(2)).await;
    let mut line = service.line().await;
    line.ask([json!("hold"), json!("hold")]).await;
    service.at_work(2).await;
    let client = service.client().await;
    let error = client.send::<Value>(json!("anything")).await.unwrap_err();
    assert!(
        matches!(error, CallError::Busy) && error.is_retryable(),
        "{error}"
    );
    assert_eq!(service.begun(), 2);
    service.release();
    service.at_work(0).await;
    assert_eq!(line.answer().await["payload"], "hold");
    assert_eq!(line.answer().await["payload"], "hold");
    assert_eq!(client.send::<Value>(json!("again")).await.unwrap(), "again");
    service.close().await;
}

#[tokio::test]
async fn answers_that_are_not_read_stop_what_makes_them() {
    let service = Service::start(Limits::default().max_unsent(100_000)).await;
    let mut line = service.line().await;
    // All in one chunk, each of which is answered at once.
    line.ask((0..40).map(|_| json!("large"))).await;
    let mut other = service.line().await;
    other.ask([json!("still there")]).await;
    assert_eq!(other.answer().await["payload"], "still there");
    assert!(service.begun() < 5, "{}", service.begun());
    for id in 0..40 {
        assert_eq!(line.answer().await["id"], id);
    }
}
