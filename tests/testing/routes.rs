//! What a daemon says of its requests.

use outfitter_daemon::testing::TestDaemon;
use serde_json::{Value, json};

use crate::protocol::{Bank, Shelf, Shop};

async fn routes(client: &outfitter_daemon::IpcClient, schema: bool) -> Vec<Value> {
    let request = json!({ "type": "daemon.routes", "schema": schema });
    client.send(request).await.unwrap()
}

fn route<'a>(routes: &'a [Value], name: &str) -> &'a Value {
    routes.iter().find(|route| route["name"] == name).unwrap()
}

#[tokio::test]
async fn names_kinds_and_docs_always_schemas_if_asked_for() {
    let daemon = TestDaemon::<Shop>::start(Shelf::with(1)).await.unwrap();
    let client = daemon.client().unwrap();
    let plain = routes(client.ipc(), false).await;
    let look = route(&plain, "look");
    assert_eq!(look["kind"], "returns");
    assert_eq!(look["idempotent"], true);
    assert_eq!(look["doc"], "What there is.");
    assert!(look.get("schema").is_none(), "{look:#}");
    assert_eq!(route(&plain, "count")["kind"], "streams");

    let described = routes(client.ipc(), true).await;
    let take = &route(&described, "take")["schema"];
    let payload = &take["payload"];
    assert_eq!(payload["required"], json!(["type", "count"]), "{payload:#}");
    assert_eq!(payload["properties"]["type"]["const"], "take");
    assert_eq!(payload["properties"]["count"]["description"], "How many.");
    assert_eq!(payload["properties"]["name"]["type"], json!(["string", "null"]));
    assert_eq!(take["reply"]["type"], "integer");
    assert_eq!(take["error"]["required"], json!(["left"]));
    assert!(take.get("item").is_none(), "{take:#}");
    let look = &route(&described, "look")["schema"];
    assert_eq!(look["payload"]["properties"]["type"]["const"], "look");
    assert_eq!(look["reply"]["properties"]["pid"]["format"], "uint32");
    assert_eq!(route(&described, "count")["schema"]["item"]["type"], "integer");
}

#[tokio::test]
async fn a_protocol_that_asks_for_no_schemas_has_none() {
    let daemon = TestDaemon::<Bank>::start(String::new()).await.unwrap();
    let client = daemon.client().unwrap();
    let routes = routes(client.ipc(), true).await;
    assert!(route(&routes, "name").get("schema").is_none());
}
