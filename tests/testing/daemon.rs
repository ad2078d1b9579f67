//! A daemon that lives in its test.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use outfitter_daemon::ipc::{CallContext, Limits, Router};
use outfitter_daemon::testing::TestDaemon;
use outfitter_daemon::{CallError, Program};
use outfitter_daemon_tests::within;
use serde_json::{Value, json};

use crate::protocol::{Bank, BankClient, Shelf, Shop, ShopClient, SoldOut, shop};

async fn shop(left: u64) -> TestDaemon<Shop> {
    TestDaemon::start(Shelf::with(left)).await.unwrap()
}

#[tokio::test]
async fn the_real_handlers_answer_real_clients() {
    let daemon = shop(10).await;
    let service = ShopClient::new(daemon.client().unwrap());
    assert_eq!(service.take(3, None).await.unwrap(), 7);
    let error = service.take(8, None).await.unwrap_err();
    assert!(
        matches!(error, CallError::Failed(SoldOut { left: 7 })),
        "{error:?}"
    );
    let another = ShopClient::new(daemon.client().unwrap());
    assert_eq!(another.look().await.unwrap().left, 7);
    let mut numbers = service.count(300).await.unwrap();
    let mut sum = 0;
    while let Some(number) = numbers.next().await {
        sum += number.unwrap();
    }
    assert_eq!(sum, 44_850);
}

#[tokio::test]
async fn several_live_side_by_side_each_with_its_own_protocol_and_state() {
    let (one, other) = (shop(1).await, shop(2).await);
    let bank = TestDaemon::<Bank>::start(String::from("the bank")).await.unwrap();
    let left = async |daemon: &TestDaemon<Shop>| {
        let service = ShopClient::new(daemon.client().unwrap());
        service.look().await.unwrap().left
    };
    assert_eq!((left(&one).await, left(&other).await), (1, 2));
    let bank = BankClient::new(bank.client().unwrap());
    assert_eq!(bank.name().await.unwrap(), "the bank");
}

#[tokio::test]
async fn a_state_that_handlers_do_not_take_is_refused_with_the_place() {
    let error = TestDaemon::<Shop>::start(()).await.unwrap_err();
    let report = std::error::Error::source(&error).unwrap().to_string();
    assert!(report.contains("`look` (tests/testing/protocol.rs:"), "{report}");
}

#[tokio::test]
async fn it_is_asked_for_its_health_and_told_to_stop_as_any_other() {
    let daemon = shop(0).await;
    let client = daemon.client().unwrap();
    let health: Value = client
        .ipc()
        .send(json!({ "type": "daemon.health" }))
        .await
        .unwrap();
    assert_eq!(
        health["checks"]["shelf_is_full"]["message"], "sold out",
        "{health}"
    );
    let _: Value = client.ipc().send(json!({ "type": "daemon.stop" })).await.unwrap();
    within("stopped", daemon.handle().stopped()).await;
}

#[tokio::test]
async fn a_stop_finishes_what_is_in_flight_and_runs_the_shutdown_handlers() {
    let saved = Arc::new(AtomicBool::new(false));
    let router = Router::new().on("double", |number: Value, _: CallContext| async move {
        tokio::task::yield_now().await;
        Ok::<_, String>(number["n"].as_u64().unwrap() * 2)
    });
    let program = Program::new("by-hand")
        .router(router)
        .limits(Limits::default().max_line(100));
    let main = {
        let saved = Arc::clone(&saved);
        async move |daemon: outfitter_daemon::Daemon| {
            daemon.on_shutdown(async move || saved.store(true, Ordering::SeqCst));
            // Everything that is registered in this program is served too, and wants this.
            Ok::<_, String>(Shelf::with(1))
        }
    };
    let Err(error) = TestDaemon::<Shop>::of(program, main).await else {
        panic!("the bank wants another state");
    };
    assert!(format!("{error:?}").contains("State"), "{error:?}");

    let daemon = shop(5).await;
    daemon.handle().on_shutdown({
        let saved = Arc::clone(&saved);
        async move || saved.store(true, Ordering::SeqCst)
    });
    let service = ShopClient::new(daemon.client().unwrap());
    let (taken, stopped) = tokio::join!(async { service.take(1, None).await }, async {
        tokio::task::yield_now().await;
        daemon.stop().await
    });
    stopped.unwrap();
    assert!(saved.load(Ordering::SeqCst));
    assert!(taken.is_ok() || taken.unwrap_err().is_retryable());
    let late = service.take(1, None).await.unwrap_err();
    assert!(late.is_retryable(), "{late:?}");
}

#[tokio::test]
async fn a_daemon_that_dies_is_noticed_and_one_that_hangs_has_a_limit() {
    let daemon = shop(1).await;
    let service = ShopClient::new(daemon.client().unwrap());
    let hanging = service
        .hang()
        .timeout(Duration::from_millis(1))
        .await
        .unwrap_err();
    assert!(matches!(hanging, CallError::Timeout { .. }), "{hanging:?}");
    let (lost, ()) = tokio::join!(within("lost", service.call(shop::Hang).into_future()), async {
        // Until it is at work.
        service.look().await.unwrap();
        daemon.cut_connections();
    });
    assert!(
        matches!(lost, Err(CallError::Disconnected { sent: true })),
        "{lost:?}"
    );
}
