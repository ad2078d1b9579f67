#![deny(warnings)]
#![allow(non_upper_case_globals, non_camel_case_types, reason = "what is tried here")]
//! Constants and structs called as what the expansion might bind would be patterns there.

use std::io;

use outfitter_daemon::prelude::*;

/// A protocol.
#[ipc_protocol]
pub enum Request {
    /// With a reply.
    #[ipc(returns = i64)]
    Add { a: i64, b: i64 },
    /// With items.
    #[ipc(stream = u8)]
    Many,
}

const call: u8 = 1;
const message: u8 = 2;
const argument_1: u8 = 3;
const argument_2: u8 = 4;
const daemon: u8 = 5;
const handler: u8 = 6;
struct registered;

#[ipc_handler]
async fn add(request: request::Add, _: State<u8>, _: Peer) -> i64 {
    request.a + request.b
}

#[ipc_handler]
async fn many(_: request::Many, mut events: Events<u8>) {
    let _ = events.send(1).await;
}

#[health_check]
async fn disk(_: State<u8>) -> Result<(), io::Error> {
    Ok(())
}

mod program {
    use super::*;

    #[daemon(handlers = [add, many])]
    pub async fn main(_: Daemon) -> Result<u8, io::Error> {
        Ok(call + message + argument_1 + argument_2 + daemon + handler)
    }
}

fn main() {
    let _ = (registered, program::main);
}
