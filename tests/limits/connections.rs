//! How many connections there are.

use outfitter_daemon::ipc::{CallError, Limits};
use serde_json::{Value, json};

use crate::service::Service;

#[tokio::test]
async fn one_connection_too_many_is_told_so_and_closed() {
    let service = Service::start(Limits::default().max_connections(2)).await;
    let one = service.client().await;
    let mut two = service.line().await;
    two.ask([json!("hold")]).await;
    service.at_work(1).await;
    let mut three = service.line().await;
    assert_eq!(three.refusal().await, (json!(null), json!("busy")));
    assert_eq!(three.answer().await, Value::Null);
    assert_eq!(one.send::<Value>(json!("fine")).await.unwrap(), "fine");
    service.release();
    assert_eq!(two.answer().await["payload"], "hold");
    // As soon as there is room, another is let in.
    one.close();
    loop {
        let mut four = service.line().await;
        four.ask([json!("in")]).await;
        if four.answer().await["payload"] == "in" {
            break;
        }
    }
}

#[tokio::test]
async fn our_client_knows_that_it_was_turned_away_and_may_try_again() {
    let service = Service::start(Limits::default().max_connections(0)).await;
    for _ in 0..20 {
        let error = service.client().await.send::<Value>(json!(1)).await.unwrap_err();
        assert!(error.is_retryable(), "{error:?}");
        assert!(
            matches!(error, CallError::Busy | CallError::Disconnected { sent: false }),
            "{error:?}"
        );
    }
    assert_eq!(service.begun(), 0);
}
