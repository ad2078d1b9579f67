//! What the attributes become in the edition of 2021, in a crate that allows nothing that clippy can find.
#![forbid(unsafe_code)]
#![deny(missing_docs, warnings, clippy::all, clippy::pedantic, clippy::nursery)]
#![deny(unreachable_pub, unused_qualifications, missing_debug_implementations)]

use outfitter_daemon::prelude::*;
use serde::{Deserialize, Serialize};

/// A colour.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Colour(u8);

/// What may be asked.
#[ipc_protocol]
#[derive(Clone, Debug)]
pub enum Request {
    /// Whether it is there.
    #[ipc(returns = (), idempotent)]
    Ping,
    /// Paints.
    #[ipc(returns = Colour, error = ClientGone)]
    Paint {
        /// In this colour.
        colour: Colour,
        /// So often.
        #[serde(default)]
        times: u32,
    },
    /// Counts.
    #[ipc(stream = u32)]
    Count {
        /// From here.
        r#type_: u32,
    },
    /// Sums.
    #[ipc(returns = u32)]
    Sum {
        /// Of these.
        numbers: Vec<u32>,
    },
}

#[ipc_handler(timeout = "2s")]
async fn ping(_: request::Ping, daemon: Daemon) {
    drop(daemon);
}

#[ipc_handler]
async fn paint(
    request::Paint { colour, times }: request::Paint,
    State(most): State<u32>,
) -> Result<Colour, ClientGone> {
    if times > *most {
        return Err(ClientGone);
    }
    Ok(colour)
}

#[ipc_handler]
async fn count(request: request::Count, mut numbers: Events<u32>) {
    for number in 0..request.type_ {
        if numbers.send(number).await.is_err() {
            return;
        }
    }
}

#[ipc_handler(blocking)]
fn sum(request: request::Sum) -> u32 {
    request.numbers.into_iter().sum()
}

#[health_check(name = "paint")]
async fn enough(State(most): State<u32>) -> Result<(), &'static str> {
    if *most > 0 {
        Ok(())
    } else {
        Err("no paint left")
    }
}

#[daemon(name = "painter", protocol = Request, handlers = [ping, paint, count, sum])]
async fn main(daemon: Daemon) -> Result<u32, std::io::Error> {
    drop(daemon);
    Ok(1)
}

const _: fn() -> std::process::ExitCode = main;
