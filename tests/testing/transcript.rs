//! What goes over the wire, as a file in the repository.

use std::panic::{AssertUnwindSafe, catch_unwind};

use outfitter_daemon::testing::{TestDaemon, Transcript};

use crate::protocol::{Shelf, Shop, ShopClient};

async fn visit() -> Transcript {
    let daemon = TestDaemon::<Shop>::start(Shelf::with(10)).await.unwrap();
    let transcript = Transcript::new().volatile("pid");
    let service = ShopClient::new(daemon.recorded(&transcript).unwrap());
    service.look().await.unwrap();
    service.take(3, Some("é\n".into())).await.unwrap();
    service.take(8, None).await.unwrap_err();
    let mut numbers = service.count(2).await.unwrap();
    while let Some(number) = numbers.next().await {
        number.unwrap();
    }
    transcript
}

#[tokio::test]
async fn is_as_in_the_file_whatever_differs_from_run_to_run() {
    visit().await.assert_matches("testing/wire.txt");
}

#[tokio::test]
async fn says_which_line_differs() {
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        // Then files are written instead.
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("wire.txt");
    let transcript = visit().await;
    let changed = transcript.text().replace("\"count\":3", "\"count\":4");
    std::fs::write(&file, changed).unwrap();
    let panic = catch_unwind(AssertUnwindSafe(|| transcript.assert_matches(&file))).unwrap_err();
    let text = panic.downcast_ref::<String>().unwrap();
    assert!(text.contains("differs, beginning in line 3"), "{text}");
    assert!(
        text.contains("\n-> {\"id\":\"2\"") && text.contains("\n+> {\"id\":\"2\""),
        "{text}"
    );

    std::fs::remove_file(&file).unwrap();
    let panic = catch_unwind(AssertUnwindSafe(|| transcript.assert_matches(&file))).unwrap_err();
    let text = panic.downcast_ref::<String>().unwrap();
    assert!(text.contains("UPDATE_EXPECT=1"), "{text}");
}
