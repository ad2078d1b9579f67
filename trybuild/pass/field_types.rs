//! Types of the user's in fields, written and read as serde would.

use outfitter_daemon::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Colour(u8);

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Page<T> {
    items: Vec<T>,
}

/// Without serde.
#[derive(Clone, Debug, PartialEq)]
pub struct Seconds(u64);

mod seconds {
    pub fn serialize<S: serde::Serializer>(seconds: &super::Seconds, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_u64(seconds.0)
    }

    pub fn deserialize<'de, D: serde::Deserializer<'de>>(from: D) -> Result<super::Seconds, D::Error> {
        serde::Deserialize::deserialize(from).map(super::Seconds)
    }
}

pub trait Keys {
    type Id;
}

pub struct Store;

impl Keys for Store {
    type Id = Colour;
}

pub type Id = <Store as Keys>::Id;

/// A protocol whose requests carry all kinds of things.
#[ipc_protocol]
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    #[ipc(returns = Colour)]
    Colour {
        colour: Colour,
        #[serde(skip_serializing_if = "Option::is_none")]
        other: Option<Colour>,
        #[serde(default, rename = "all")]
        pages: Page<self::Colour>,
    },
    #[ipc(returns = ())]
    Wait {
        #[serde(with = "seconds")]
        time: Seconds,
        colour: Colour,
    },
    #[ipc(returns = Vec<Self>)]
    Batch { requests: Vec<Request>, first: Box<Self> },
    #[ipc(returns = ())]
    Open {
        #[serde(flatten)]
        colours: std::collections::BTreeMap<String, Colour>,
    },
    /// One type in three ways of writing.
    #[ipc(returns = <Store as Keys>::Id)]
    Move { from: Colour, a_b: <Store as Keys>::Id, over: Id },
    /// Fields whose names are the same when joined to those of their requests.
    #[ipc(returns = ())]
    MoveA { b: Colour, many: Vec<<Store as Keys>::Id> },
    #[ipc(returns = ())]
    Plain { number: u64, text: Option<String> },
}

fn check<T: Serialize + serde::de::DeserializeOwned + PartialEq + std::fmt::Debug>(value: T, json: &str) {
    assert_eq!(serde_json::to_string(&value).unwrap(), json);
    assert_eq!(serde_json::from_str::<T>(json).unwrap(), value);
}

fn main() {
    let json = r#"{"type":"colour","colour":1,"all":{"items":[2]}}"#;
    let (colour, pages) = (Colour(1), Page { items: vec![Colour(2)] });
    check(request::Colour { colour: colour.clone(), other: None, pages: pages.clone() }, json);
    check(Request::Colour { colour: colour.clone(), other: None, pages }, json);
    let sparse: Request = serde_json::from_str(r#"{"type":"colour","colour":1}"#).unwrap();
    assert_eq!(sparse, Request::Colour { colour: colour.clone(), other: None, pages: Page::default() });

    let json = r#"{"type":"wait","time":3,"colour":1}"#;
    check(request::Wait { time: Seconds(3), colour: colour.clone() }, json);
    check(Request::Wait { time: Seconds(3), colour }, json);

    let plain = || Request::Plain { number: 1, text: None };
    let json = r#"{"type":"batch","requests":[{"type":"plain","number":1,"text":null}],"first":{"type":"plain","number":1,"text":null}}"#;
    check(request::Batch { requests: vec![plain()], first: Box::new(plain()) }, json);
    check(Request::Batch { requests: vec![plain()], first: Box::new(plain()) }, json);

    let colours = || [("red".to_owned(), Colour(7))].into();
    check(request::Open { colours: colours() }, r#"{"type":"open","red":7}"#);
    check(Request::Open { colours: colours() }, r#"{"type":"open","red":7}"#);

    let json = r#"{"type":"move","from":1,"a_b":2,"over":3}"#;
    check(Request::Move { from: Colour(1), a_b: Colour(2), over: Colour(3) }, json);

    let wrong = serde_json::from_str::<request::Wait>(r#"{"type":"wait","time":3}"#).unwrap_err();
    assert!(wrong.to_string().contains("missing field `colour`"), "{wrong}");
}
