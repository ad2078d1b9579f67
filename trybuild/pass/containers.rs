//! Fields whose types are containers of what serde knows only there.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, DefaultHasher};

use outfitter_daemon::ipc::{BlockingClient, Client, Message, PendingCall};
use outfitter_daemon::prelude::*;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Neither a hasher nor what has no size by itself is sent.
type Hasher = BuildHasherDefault<DefaultHasher>;

/// Known to serde in a `Box` alone.
pub trait Shape: Send {
    fn corners(&self) -> u8;
}

impl Shape for u8 {
    fn corners(&self) -> u8 {
        *self
    }
}

impl Serialize for Box<dyn Shape> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_u8(self.corners())
    }
}

impl<'de> Deserialize<'de> for Box<dyn Shape> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        u8::deserialize(from).map(|corners| Box::new(corners) as Self)
    }
}

#[derive(PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Level {
    Info,
}

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = u64)]
    Draw {
        shapes: Vec<Box<dyn Shape>>,
        levels: HashMap<Level, (u8, Option<Level>), Hasher>,
        pair: [Level; 2],
    },
    #[ipc(returns = [HashMap<u8, u8>; 2])]
    Count,
    /// Called as on the wire, where only ASCII is in lower case.
    #[ipc(returns = ())]
    Öffne { tür: String },
}

/// Whatever the request is, the call is of that.
#[allow(dead_code)]
fn ask<M: Message<Protocol = Request>>(client: &Client<Request>, request: M) -> PendingCall<M> {
    client.call(request)
}

#[allow(dead_code)]
async fn ask_all(client: &Client<Request>, blocking: &mut BlockingClient<Request>) {
    let _: Result<(), _> = client.call(request::Öffne { tür: String::new() }).await;
    let _: Result<(), _> = blocking.call(request::Öffne { tür: String::new() });
    ask(client, request::Öffne { tür: String::new() }).await.unwrap();
}

fn main() {
    let json = r#"{"type":"draw","shapes":[3],"levels":{"Info":[1,"Info"]},"pair":["Info","Info"]}"#;
    let read: request::Draw = serde_json::from_str(json).unwrap();
    assert_eq!(read.shapes[0].corners(), 3);
    assert_eq!(serde_json::to_string(&read).unwrap(), json);
}
