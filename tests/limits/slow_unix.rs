//! A slow reader, whose progress the kernel shows byte by byte.

use outfitter_daemon::ipc::Limits;
use serde_json::json;

use crate::service::Service;
use crate::slow::SHORT;

#[tokio::test]
async fn a_client_that_reads_slowly_gets_everything() {
    let service = Service::start(Limits::default().write_timeout(SHORT).max_unsent(10_000)).await;
    let mut line = service.line().await;
    line.ask((0..4).map(|_| json!("large"))).await;
    let mut chunk = vec![0; 128 * 1024];
    let (mut total, mut pause) = (0, tokio::time::interval(SHORT / 3));
    while total < 4 * 1024 * 1024 {
        pause.tick().await;
        let reading = tokio::io::AsyncReadExt::read_exact(&mut line.0, &mut chunk);
        let read = outfitter_daemon_tests::within("bytes", reading).await;
        total += read.unwrap_or_else(|error| panic!("cut off after {total} bytes: {error}"));
    }
}
