//! What a request may leave out, of types of one's own.
#![deny(warnings)]

mod ipc {
    use outfitter_daemon::prelude::*;
    use serde::{Deserialize, Serialize};

    #[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
    pub enum Level {
        #[default]
        Info,
        Error,
    }

    #[derive(Debug, Default, PartialEq)]
    pub struct Local(pub u8);

    fn error() -> Level {
        Level::Error
    }

    #[ipc_protocol]
    #[derive(Debug, PartialEq)]
    pub enum Request {
        #[ipc(oneway)]
        Note {
            #[serde(default, rename = "l")]
            level: Level,
            #[serde(default = "error")]
            other: self::Level,
            #[serde(skip)]
            local: Local,
            #[serde(skip, default = "local")]
            set: Local,
        },
    }

    fn local() -> Local {
        Local(7)
    }
}

use ipc::{Level, Local, Request, request};

fn main() {
    let (level, other, local, set) = (Level::Info, Level::Error, Local(0), Local(7));
    let note: request::Note = serde_json::from_str(r#"{"type":"note"}"#).unwrap();
    assert_eq!(note, request::Note { level, other, local, set });
    let note: Request = serde_json::from_str(r#"{"type":"note","l":"Error"}"#).unwrap();
    assert!(matches!(note, Request::Note { level: Level::Error, local: Local(0), set: Local(7), .. }));
}
