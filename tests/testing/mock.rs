//! Code that takes a client is given one without a daemon.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use outfitter_daemon::testing::MockClient;
use outfitter_daemon::{CallError, ConnectionError};
use serde_json::json;

use crate::protocol::{Shop, ShopApi, ShopClient, SoldOut, shop};

/// Code under test: generic over its client.
async fn take_twice(service: &impl ShopApi, count: u64) -> Result<u64, CallError<SoldOut>> {
    service.take(count, None).await?;
    service.take(count, Some("me".into())).await
}

/// The same without generics.
async fn take_once(service: &dyn ShopApi) -> Result<u64, CallError<SoldOut>> {
    service.take(1, None).await
}

#[tokio::test]
async fn answers_what_it_was_told_and_tells_what_it_was_asked() {
    let mock = MockClient::<Shop>::new();
    let mut left = 10;
    mock.on(move |request: shop::Take| {
        left -= request.count;
        Ok(left)
    });
    assert_eq!(take_twice(&mock, 3).await.unwrap(), 4);
    assert_eq!(take_once(&Arc::new(mock.clone())).await.unwrap(), 3);
    // As the generated client, for code that takes just that.
    assert_eq!(ShopClient::new(mock.client()).take(1, None).await.unwrap(), 2);

    assert_eq!(
        mock.asked()[0],
        json!({ "type": "take", "count": 3, "name": null })
    );
    let asked = mock.asked_of::<shop::Take>();
    assert_eq!(asked.len(), 4);
    assert_eq!(asked[1].name.as_deref(), Some("me"));
    assert!(mock.asked_of::<shop::Look>().is_empty());
    mock.verify();
}

#[tokio::test]
async fn answers_for_once_come_first_and_must_be_asked_for() {
    let mock = MockClient::<Shop>::new();
    mock.on(|_: shop::Take| Ok(0))
        .once(|_: shop::Take| Ok(1))
        .once(|_: shop::Take| Ok(2));
    assert_eq!(take_once(&mock).await.unwrap(), 1);
    let complaint = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| mock.verify())).unwrap_err();
    let complaint = complaint.downcast_ref::<String>().unwrap();
    assert!(
        complaint.contains("`take` was to be asked 1 more times"),
        "{complaint}"
    );
    assert_eq!(take_once(&mock).await.unwrap(), 2);
    assert_eq!(take_once(&mock).await.unwrap(), 0);
    mock.verify();
}

#[tokio::test]
async fn what_has_no_answer_says_so() {
    let mock = MockClient::<Shop>::new();
    let error = take_once(&mock).await.unwrap_err();
    assert!(
        matches!(&error, CallError::UnknownRequest { message } if message.contains("the mock has no answer to")
            && message.contains("\"type\":\"take\"")),
        "{error}"
    );
    let stream = ShopClient::new(mock.client()).count(1).await.unwrap_err();
    assert!(stream.to_string().contains("mock.on_stream"), "{stream}");
    assert!(std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| mock.verify())).is_err());
}

#[tokio::test]
async fn every_error_can_be_provoked() {
    let text = || String::from("so it is");
    let json_error = || serde_json::from_str::<u8>("x").unwrap_err();
    let errors: Vec<fn(String, serde_json::Error) -> CallError<SoldOut>> = vec![
        |_, _| CallError::Failed(SoldOut { left: 1 }),
        |message, _| CallError::UnknownRequest { message },
        |message, _| CallError::InvalidPayload { message },
        |message, _| CallError::Timeout { message },
        |_, _| CallError::Disconnected { sent: true },
        |_, _| CallError::Disconnected { sent: false },
        |message, _| {
            CallError::Connection(ConnectionError::Refused {
                socket_path: message.into(),
                source: io::ErrorKind::NotFound.into(),
            })
        },
        |message, _| CallError::TooLarge { message },
        |_, _| CallError::Initializing,
        |_, _| CallError::ShuttingDown,
        |_, _| CallError::Busy,
        |message, _| CallError::Unauthorized { message },
        |message, _| CallError::Internal { message },
        |message, _| CallError::Remote { code: None, message },
        |_, error| CallError::Encode(error),
        |_, error| CallError::Decode(error),
    ];
    let mock = MockClient::<Shop>::new();
    for make in errors {
        mock.on(move |_: shop::Take| Err(make(text(), json_error())));
        let (got, wanted) = (take_once(&mock).await.unwrap_err(), make(text(), json_error()));
        assert_eq!(format!("{got:?}"), format!("{wanted:?}"));
        assert_eq!(got.is_retryable(), wanted.is_retryable());
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_has_its_time_limit() {
    let mock = MockClient::<Shop>::new();
    mock.on_async(|_: shop::Hang| std::future::pending());
    let service = ShopClient::new(mock.client().with_timeout(Duration::from_secs(3)));
    let begun = tokio::time::Instant::now();
    assert!(matches!(service.hang().await, Err(CallError::Timeout { .. })));
    assert_eq!(begun.elapsed().as_secs(), 3);
    let late = service.hang().timeout(Duration::from_secs(7)).await;
    assert!(matches!(late, Err(CallError::Timeout { .. })));
    assert_eq!(begun.elapsed().as_secs(), 10);
}

#[tokio::test]
async fn streams_give_items_errors_and_what_is_sent_later() {
    let mock = MockClient::<Shop>::new();
    mock.on_stream(|shop::Count { to }| Ok((0..to).map(Ok)));
    let mut numbers = mock.count(2).await.unwrap();
    assert_eq!(numbers.next().await.unwrap().unwrap(), 0);
    assert_eq!(numbers.next().await.unwrap().unwrap(), 1);
    assert!(numbers.next().await.is_none());

    mock.on_stream(|_: shop::Count| Ok([Ok(7), Err(CallError::Disconnected { sent: true }), Ok(8)]));
    let mut numbers = mock.count(2).await.unwrap();
    assert_eq!(numbers.next().await.unwrap().unwrap(), 7);
    assert!(numbers.next().await.unwrap().is_err());
    assert!(
        numbers.next().await.is_none(),
        "after an error there is nothing more"
    );

    mock.on_stream(|_: shop::Count| Err::<[_; 0], _>(CallError::Busy));
    assert!(matches!(mock.count(2).await, Err(CallError::Busy)));

    let (sender, receiver) = tokio::sync::mpsc::channel(1);
    let mut receiver = Some(receiver);
    mock.on_channel(move |_: shop::Count| receiver.take().unwrap());
    let mut numbers = mock.count(2).await.unwrap();
    let waiting = tokio::spawn(async move {
        (
            numbers.next().await.unwrap().unwrap(),
            numbers.next().await.is_none(),
        )
    });
    sender.send(Ok(9)).await.unwrap();
    drop(sender);
    assert_eq!(waiting.await.unwrap(), (9, true));
}
