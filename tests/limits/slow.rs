//! Clients that take their time.

use std::time::Duration;

use outfitter_daemon::ipc::Limits;
use serde_json::{Value, json};

use crate::service::Service;

pub(crate) const SHORT: Duration = Duration::from_millis(50);

#[tokio::test]
async fn a_line_that_does_not_end_is_given_up() {
    let service = Service::start(Limits::default().line_timeout(SHORT)).await;
    let mut line = service.line().await;
    line.ask([json!("hold")]).await;
    service.at_work(1).await;
    line.send("{\"id\":\"half\",\"type\":").await;
    assert_eq!(line.refusal().await, (json!("half"), json!("timeout")));
    // What was asked before is still answered, and then that was all.
    service.release();
    assert_eq!(line.answer().await["payload"], "hold");
    assert_eq!(line.answer().await, Value::Null);
}

#[tokio::test]
async fn a_byte_now_and_then_does_not_keep_a_line_open() {
    let service = Service::start(Limits::default().line_timeout(SHORT)).await;
    let mut line = service.line().await;
    let (mut reader, mut writer) = tokio::io::split(line.0.get_mut());
    let dripping = async {
        let mut pause = tokio::time::interval(SHORT / 10);
        while tokio::io::AsyncWriteExt::write_all(&mut writer, b"x")
            .await
            .is_ok()
        {
            pause.tick().await;
        }
    };
    let mut answer = Vec::new();
    let reading = tokio::io::AsyncReadExt::read_to_end(&mut reader, &mut answer);
    // The end may be a reset, since the last bytes are not read; the answer comes before it.
    let ended = async { tokio::join!(reading, dripping) };
    let _ = outfitter_daemon_tests::within("an end", ended).await;
    let answer = String::from_utf8(answer).unwrap();
    assert!(answer.contains("\"timeout\""), "{answer:?}");
}

#[tokio::test]
async fn an_idle_connection_is_closed_if_it_is_to_be() {
    let service = Service::start(Limits::default().idle_timeout(SHORT)).await;
    let mut busy = service.line().await;
    busy.ask([json!("hold")]).await;
    service.at_work(1).await;
    let mut idle = service.line().await;
    assert_eq!(idle.answer().await, Value::Null);
    // One that waits for an answer is not idle.
    service.release();
    assert_eq!(busy.answer().await["payload"], "hold");
    assert_eq!(busy.answer().await, Value::Null);
}

#[tokio::test]
async fn a_client_that_does_not_read_is_cut_off_and_its_requests_cancelled() {
    let limits = Limits::default().write_timeout(SHORT).max_unsent(10_000);
    let service = Service::start(limits).await;
    let mut line = service.line().await;
    line.ask([json!("hold"), json!("large"), json!("large")]).await;
    service.at_work(1).await;
    service.at_work(0).await;
    let client = service.client().await;
    assert_eq!(client.send::<Value>(json!("fine")).await.unwrap(), "fine");
}
