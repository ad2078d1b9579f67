//! Handlers that do not behave.

use outfitter_daemon::ipc::Limits;
use serde_json::{Value, json};

use crate::service::Service;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_handler_that_blocks_its_thread_does_not_keep_others_from_their_answers() {
    let service = Service::start(Limits::default()).await;
    let other = service.client().await;
    assert_eq!(other.send::<Value>("first").await.unwrap(), "first");
    let mut line = service.line().await;
    line.ask([json!("block")]).await;
    service.at_work(1).await;
    for n in 0..100 {
        assert_eq!(other.send::<u32>(n).await.unwrap(), n);
    }
    // Who comes now is served as well.
    assert_eq!(service.client().await.send::<Value>("new").await.unwrap(), "new");
    service.release();
    assert_eq!(line.answer().await["payload"], "block");
}

#[tokio::test]
async fn panics_are_answered_each_and_leave_no_mark() {
    let service = Service::start(Limits::default()).await;
    let mut line = service.line().await;
    line.ask((0..100).map(|n| if n % 2 == 0 { json!("panic") } else { json!(n) }))
        .await;
    for n in 0..100 {
        let answer = line.answer().await;
        assert_eq!(answer["id"], n);
        assert_eq!(answer["payload"]["code"] == "internal", n % 2 == 0, "{answer}");
    }
    service.at_work(0).await;
}
