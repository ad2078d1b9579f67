//! Requests that are taken back.

use outfitter_daemon::ipc::Limits;
use outfitter_daemon_tests::protocol::RequestClient;
use outfitter_daemon_tests::{RunningDaemon, within};
use serde_json::{Value, json};

use crate::service::Service;

#[tokio::test]
async fn a_call_that_is_dropped_is_cancelled_and_nothing_else_is() {
    let service = Service::start(Limits::default()).await;
    let client = service.client().await;
    let held = |client: outfitter_daemon::ipc::IpcClient| {
        tokio::spawn(async move { client.send::<Value>("hold").await })
    };
    let (dropped, kept) = (held(client.clone()), held(client.clone()));
    service.at_work(2).await;
    dropped.abort();
    service.at_work(1).await;
    assert_eq!(client.send::<Value>("fine").await.unwrap(), "fine");
    service.release();
    assert_eq!(within("the other", kept).await.unwrap().unwrap(), "hold");
}

#[tokio::test]
async fn a_cancelled_request_gets_one_answer_all_the_same() {
    let service = Service::start(Limits::default()).await;
    let mut line = service.line().await;
    line.ask([json!("hold"), json!("hold")]).await;
    service.at_work(2).await;
    // Once more, an id that is not there, and one that is answered already.
    line.ask([]).await;
    line.send(
        "{\"id\":1,\"type\":\"cancel\"}\n{\"id\":1,\"type\":\"cancel\"}\n{\"id\":9,\"type\":\"cancel\"}\n",
    )
    .await;
    assert_eq!(line.refusal().await, (json!(1), json!("cancelled")));
    line.send("{\"id\":1,\"type\":\"cancel\"}\n{\"type\":\"cancel\"}\n")
        .await;
    assert_eq!(line.refusal().await, (json!(null), json!("malformed")));
    service.release();
    assert_eq!(line.answer().await["id"], 0);
}

#[tokio::test]
async fn what_waits_can_be_cancelled_too_and_makes_room() {
    let service = Service::start(Limits::default().max_in_flight(1)).await;
    let mut line = service.line().await;
    line.ask([json!("hold"), json!("hold"), json!("last")]).await;
    service.at_work(1).await;
    line.send("{\"id\":1,\"type\":\"cancel\"}\n").await;
    assert_eq!(line.refusal().await, (json!(1), json!("cancelled")));
    line.send("{\"id\":0,\"type\":\"cancel\"}\n").await;
    assert_eq!(line.refusal().await, (json!(0), json!("cancelled")));
    assert_eq!(line.answer().await["payload"], "last");
    assert_eq!(service.begun(), 2);
}

#[tokio::test]
async fn a_thousand_dropped_calls_leave_room_for_the_next() {
    let service = Service::start(Limits::default()).await;
    let client = service.client().await;
    for _ in 0..1000 {
        let mut call = std::pin::pin!(client.send::<Value>("hold"));
        let polled = std::future::poll_fn(|cx| std::task::Poll::Ready(call.as_mut().poll(cx))).await;
        assert!(polled.is_pending());
    }
    assert_eq!(
        within("room", client.send::<Value>("fine")).await.unwrap(),
        "fine"
    );
    service.at_work(0).await;
}

#[tokio::test]
async fn a_stream_that_is_not_taken_waits_and_holds_up_nothing_else() {
    let daemon = RunningDaemon::start(env!("CARGO_BIN_EXE_service"), "service");
    let client = RequestClient::connect_to(daemon.socket()).await.unwrap();
    let mut flood = client.flood().await.unwrap();
    // It has sent all that it may, and then no more, for as many rounds as we like to ask.
    within("all that it may send", async {
        while client.floods().await.unwrap().1 < 256 {}
    })
    .await;
    for _ in 0..100 {
        assert_eq!(client.floods().await.unwrap(), (1, 256));
    }
    for expected in 0..10_000 {
        assert_eq!(within("an item", flood.next()).await.unwrap().unwrap(), expected);
    }
    assert!(client.floods().await.unwrap().1 <= 10_000 + 256);
}

#[tokio::test]
async fn a_stream_that_is_dropped_ends_its_handler() {
    let daemon = RunningDaemon::start(env!("CARGO_BIN_EXE_service"), "service");
    let client = RequestClient::connect_to(daemon.socket()).await.unwrap();
    let mut flood = client.flood().await.unwrap();
    assert_eq!(within("an item", flood.next()).await.unwrap().unwrap(), 0);
    assert_eq!(client.floods().await.unwrap().0, 1);
    drop(flood);
    within("the end of the stream", async {
        while client.floods().await.unwrap().0 > 0 {}
    })
    .await;
    assert_eq!(client.divide(4, 2).await.unwrap().quotient, 2);
}
