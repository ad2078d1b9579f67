//! The rules of single handlers.

use std::time::Duration;

use outfitter_daemon::ipc::{Allow, CallError, Limits, Policy};
use outfitter_daemon_tests::{platform, within};
use serde_json::{Value, json};

use crate::workshop::{Workshop, piece};

#[tokio::test]
async fn one_request_too_many_for_a_handler_is_busy_and_nothing_is_done_of_it() {
    let shop = Workshop::open(Policy::new().max_in_flight(2)).await;
    let mut line = shop.line().await;
    line.ask([piece("work", 0), piece("work", 1)]).await;
    shop.at_work(2).await;
    let client = shop.client().await;
    let error = client.send::<Value>(piece("work", 2)).await.unwrap_err();
    assert!(
        matches!(error, CallError::Busy) && error.is_retryable(),
        "{error}"
    );
    // Other handlers have nothing to do with it.
    assert_eq!(
        client.send::<Value>(json!({ "type": "echo" })).await.unwrap()["type"],
        "echo"
    );
    shop.release();
    assert_eq!(line.answers(2).await.len(), 2);
    // Whoever has heard of an answer finds its place free.
    for n in 3..20 {
        client.send::<u32>(piece("work", n)).await.unwrap();
    }
    assert_eq!(shop.begun()[..3], [0, 1, 3]);
    assert_eq!(shop.most(), 2);
}

#[tokio::test]
async fn a_serial_handler_takes_one_after_the_other_in_the_order_in_which_they_came() {
    let shop = Workshop::open(Policy::new().serial()).await;
    let (mut one, mut other) = (shop.line().await, shop.line().await);
    one.ask([piece("work", 0), piece("work", 1)]).await;
    one.taken().await;
    other.ask([piece("work", 2)]).await;
    other.taken().await;
    one.ask([piece("work", 3)]).await;
    one.taken().await;
    assert_eq!(shop.begun(), [0]);
    shop.release();
    one.answers(3).await;
    other.answers(1).await;
    assert_eq!(shop.begun(), [0, 1, 2, 3]);
    assert_eq!(shop.most(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_serial_handler_is_never_at_work_twice_whoever_asks_and_takes_back() {
    let shop = Workshop::open(Policy::new().serial()).await;
    shop.release();
    let mut clients = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let client = shop.client().await;
        clients.spawn(async move {
            for n in 100..150 {
                let call = client.send::<u32>(piece(if n % 2 == 0 { "work" } else { "block" }, n));
                if n % 5 == 0 {
                    drop(tokio::time::timeout(Duration::from_micros(100), call).await);
                } else {
                    call.await.unwrap();
                }
            }
        });
    }
    within("all of them", clients.join_all()).await;
    // Each of the two handlers has a queue of its own.
    assert!(shop.most() <= 2, "{}", shop.most());
}

#[tokio::test]
async fn a_request_whose_turn_does_not_come_in_time_is_busy() {
    let shop = Workshop::open(Policy::new().serial().max_in_flight(3)).await;
    let mut line = shop.line().await;
    line.ask([piece("work", 0)]).await;
    shop.at_work(1).await;
    line.send("{\"id\":7,\"type\":\"request\",\"timeout_ms\":20,\"payload\":{\"type\":\"work\",\"n\":7}}\n")
        .await;
    assert_eq!(line.refusal().await, (json!(7), json!("busy")));
    // What is taken back while it waits is not begun either, and whoever waits counts.
    line.send("{\"id\":8,\"type\":\"request\",\"payload\":{\"type\":\"work\",\"n\":8}}\n")
        .await;
    line.send("{\"id\":9,\"type\":\"request\",\"payload\":{\"type\":\"work\",\"n\":9}}\n")
        .await;
    line.send("{\"id\":10,\"type\":\"request\",\"payload\":{\"type\":\"work\",\"n\":10}}\n")
        .await;
    assert_eq!(line.refusal().await, (json!(10), json!("busy")));
    line.send("{\"id\":8,\"type\":\"cancel\"}\n").await;
    assert_eq!(line.refusal().await, (json!(8), json!("cancelled")));
    shop.release();
    line.answers(2).await;
    assert_eq!(shop.begun(), [0, 9]);
}

#[tokio::test]
async fn what_is_never_cancelled_is_finished_without_its_client() {
    let shop = Workshop::open(Policy::new().never_cancelled()).await;
    let mut line = shop.line().await;
    line.ask([piece("work", 0), piece("work", 1)]).await;
    shop.at_work(2).await;
    // Taken back: the answer says so, and the work goes on.
    line.send("{\"id\":0,\"type\":\"cancel\"}\n").await;
    assert_eq!(line.refusal().await, (json!(0), json!("cancelled")));
    // So it does when the client's time is up.
    line.send("{\"id\":2,\"type\":\"request\",\"timeout_ms\":20,\"payload\":{\"type\":\"work\",\"n\":2}}\n")
        .await;
    assert_eq!(line.refusal().await, (json!(2), json!("timeout")));
    // A client that goes takes with it what is not kept.
    line.send("{\"id\":3,\"type\":\"request\",\"payload\":{\"type\":\"held\",\"n\":3}}\n")
        .await;
    shop.at_work(4).await;
    drop(line);
    shop.at_work(3).await;
    shop.release();
    shop.at_work(0).await;
    assert_eq!(shop.finished(), 3);
}

#[tokio::test]
async fn its_own_time_limit_ends_it_all_the_same() {
    let policy = Policy::new().never_cancelled().timeout(Duration::from_millis(20));
    let shop = Workshop::open(policy).await;
    let mut line = shop.line().await;
    line.ask([piece("work", 0)]).await;
    assert_eq!(line.refusal().await, (json!(0), json!("timeout")));
    shop.at_work(0).await;
    assert_eq!(shop.finished(), 0);
}

#[tokio::test]
async fn a_server_that_closes_waits_for_what_is_never_cancelled() {
    let mut shop = Workshop::open(Policy::new().never_cancelled()).await;
    let mut line = shop.line().await;
    line.ask([piece("work", 0), piece("held", 1)]).await;
    shop.at_work(2).await;
    drop(line);
    shop.at_work(1).await;
    // Nobody is connected any more. It is given the time that there is, and not more.
    assert!(!shop.server.close_within(Duration::from_millis(20)).await);
    shop.at_work(0).await;
    assert_eq!(shop.finished(), 0);

    shop.server.listen().await.unwrap();
    let mut line = shop.line().await;
    line.ask([piece("work", 2), piece("held", 3)]).await;
    shop.at_work(2).await;
    drop(line);
    shop.at_work(1).await;
    shop.release();
    assert!(shop.server.close_within(Duration::from_secs(20)).await);
    assert_eq!(shop.finished(), 1);
}

#[tokio::test]
async fn a_blocking_handler_blocks_nobody_else_on_a_single_thread() {
    let shop = Workshop::open(Policy::new()).await;
    let mut line = shop.line().await;
    line.ask([piece("block", 0), piece("block", 13)]).await;
    let (id, code) = line.refusal().await;
    assert_eq!((id, code), (json!(1), json!("internal")));
    let client = shop.client().await;
    for _ in 0..100 {
        client.send::<Value>(json!({ "type": "echo" })).await.unwrap();
    }
    assert_eq!(shop.finished(), 0);
    shop.release();
    assert_eq!(line.answers(1).await.len(), 1);
    assert_eq!(shop.finished(), 1);
}

#[tokio::test]
async fn a_blocking_handler_that_is_taken_back_keeps_its_place_until_it_ends() {
    let shop = Workshop::open(Policy::new().max_in_flight(1)).await;
    let mut line = shop.line().await;
    line.ask([piece("block", 0)]).await;
    shop.at_work(1).await;
    line.send("{\"id\":0,\"type\":\"cancel\"}\n").await;
    assert_eq!(line.refusal().await, (json!(0), json!("cancelled")));
    line.ask([piece("block", 1)]).await;
    assert_eq!(line.refusal().await, (json!(0), json!("busy")));
    shop.release();
    shop.at_work(0).await;
    assert_eq!(shop.finished(), 1);
    // It gives its place back a moment after its work has ended, and nobody is told of that.
    let client = shop.client().await;
    within("the place", async {
        while let Err(error) = client.send::<u32>(piece("block", 2)).await {
            assert!(matches!(error, CallError::Busy), "{error}");
        }
    })
    .await;
}

#[tokio::test]
async fn handlers_that_block_have_so_many_threads_and_the_rest_waits() {
    let shop = Workshop::open_with(Policy::new(), Limits::default().max_blocking(2)).await;
    let mut line = shop.line().await;
    line.ask((0..5).map(|n| piece("block", n))).await;
    line.taken().await;
    shop.at_work(2).await;
    line.send("{\"id\":4,\"type\":\"cancel\"}\n").await;
    assert_eq!(line.refusal().await, (json!(4), json!("cancelled")));
    shop.release();
    line.answers(4).await;
    assert_eq!((shop.most(), shop.finished()), (2, 4));
}

#[tokio::test]
async fn a_handler_is_for_whom_it_says() {
    let root = platform::is_root();
    for (allow, open) in [
        (Allow::SameUser, true),
        (Allow::Any, true),
        (Allow::Root, root),
        (Allow::Users(&[1]), root),
    ] {
        let shop = Workshop::open(Policy::new().allow(allow)).await;
        shop.release();
        let answer = shop.client().await.send::<u32>(piece("work", 0)).await;
        match answer {
            Ok(_) => assert!(open, "{allow:?}"),
            Err(CallError::Unauthorized { message }) => {
                assert!(!open && message.contains("\"work\" is only for"), "{message}");
            }
            Err(error) => panic!("{error}"),
        }
        assert_eq!(shop.begun().is_empty(), !open);
    }
}
