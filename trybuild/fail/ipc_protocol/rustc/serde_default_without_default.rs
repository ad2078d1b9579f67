use outfitter_daemon::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
pub enum Level {
    Info,
}

#[derive(Serialize, Deserialize)]
pub struct Other;

#[ipc_protocol]
pub enum Request {
    #[ipc(oneway)]
    Note {
        #[serde(default)]
        level: Level,
        #[serde(skip)]
        other: Other,
    },
}

fn main() {}
