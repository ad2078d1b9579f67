//! Clients that close the half of their connection that they send on, which a pipe cannot, and clients that close it
//! before all has been taken, which tokio does with a pipe only when it has.

use outfitter_daemon::ipc::Limits;
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt;

use crate::service::Service;

#[tokio::test]
async fn they_are_also_if_it_had_closed_its_sending_half_before() {
    let service = Service::start(Limits::default()).await;
    let mut line = service.line().await;
    line.ask([json!("hold"), json!("hold")]).await;
    service.at_work(2).await;
    line.0.get_mut().shutdown().await.unwrap();
    // The server has seen that when it answers who comes later.
    let mut other = service.line().await;
    other.ask([json!(1)]).await;
    assert_eq!(other.answer().await["payload"], 1);
    service.at_work(2).await;
    drop(line);
    service.at_work(0).await;
}

#[tokio::test]
async fn a_half_closed_client_waits_as_long_as_it_likes() {
    let service = Service::start(Limits::default()).await;
    let mut line = service.line().await;
    line.ask([json!("hold"), json!(2)]).await;
    service.at_work(1).await;
    line.0.get_mut().shutdown().await.unwrap();
    assert_eq!(line.answer().await["payload"], 2);
    service.release();
    assert_eq!(line.answer().await["payload"], "hold");
    assert_eq!(line.answer().await, Value::Null);
}

#[tokio::test]
async fn they_are_also_if_the_server_had_stopped_reading() {
    let service = Service::start(Limits::default().max_in_flight(1)).await;
    let mut line = service.line().await;
    line.ask((0..50).map(|n| {
        if n == 0 {
            json!("hold")
        } else {
            json!("x".repeat(3000))
        }
    }))
    .await;
    service.at_work(1).await;
    drop(line);
    service.at_work(0).await;
    assert_eq!(service.begun(), 1);
}
