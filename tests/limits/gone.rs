//! Clients that disappear.

use outfitter_daemon::ipc::Limits;
use serde_json::json;

use crate::service::Service;

#[tokio::test]
async fn the_requests_of_a_client_that_disappears_are_cancelled() {
    let service = Service::start(Limits::default()).await;
    let mut line = service.line().await;
    line.ask([json!("hold"), json!("hold")]).await;
    service.at_work(2).await;
    drop(line);
    service.at_work(0).await;
}
