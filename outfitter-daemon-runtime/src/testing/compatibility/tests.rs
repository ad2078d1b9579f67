//! One small change after the other, and what becomes of older clients.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::{fmt, io};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::compare::problems;
use super::golden::Mismatch;
use super::shape::Shape;
use super::{Incompatible, check};
use crate::fixtures::with_causes;
use outfitter_daemon_macros::ipc_protocol;

/// Something that other types hold.
#[derive(Serialize, Deserialize, JsonSchema)]
#[schemars(inline)]
pub(crate) struct Tree {
    children: Vec<Tree2>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub(crate) struct Tree2 {
    left: Option<Box<Tree2>>,
    name: String,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub(crate) enum Colour {
    Red,
    Mixed { with: u8 },
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub(crate) enum MoreColours {
    Red,
    Mixed { with: u8 },
    Blue(String),
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub(crate) struct No {
    left: u32,
}

impl fmt::Display for No {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no")
    }
}

/// The shape of a protocol with one request, `ask`.
macro_rules! shape {
    ($([$($attr:tt)*])? { $($fields:tt)* }) => {{
        mod one {
            #![allow(unused_imports, dead_code, reason = "not every shape has every type")]
            use super::*;
            #[ipc_protocol(schema)]
            pub(crate) enum Request {
                $(#[ipc($($attr)*)])?
                Ask { $($fields)* },
                #[ipc(returns = ())]
                Stop,
            }
        }
        Shape::of::<one::Request>()
    }};
}

#[track_caller]
fn fits(old: &Shape, new: &Shape) {
    assert_eq!(problems(old, new), [""; 0]);
}

/// Of one to the other; and what is wrong is said where it is.
#[track_caller]
fn breaks(old: &Shape, new: &Shape, place: &str) {
    let problems = problems(old, new);
    assert!(
        problems.iter().any(|problem| problem.contains(place)),
        "{place}: {problems:#?}\n{}\n{}",
        old.to_text(),
        new.to_text()
    );
}

#[test]
fn fields_of_a_request() {
    let old = shape!([returns = ()] { a: i64 });
    fits(&old, &old);
    breaks(
        &old,
        &shape!([returns = ()] { a: i64, b: i64 }),
        "`ask`, payload.b: it is needed, and is missing",
    );
    fits(&old, &shape!([returns = ()] { a: i64, #[serde(default)] b: i64 }));
    fits(&old, &shape!([returns = ()] { a: i64, b: Option<i64> }));
    fits(&old, &shape!([returns = ()] { a: Option<i64> }));
    breaks(&shape!([returns = ()] { a: Option<i64> }), &old, "payload.a");
    breaks(&old, &shape!([returns = ()] { c: i64 }), "payload.c");
    breaks(
        &old,
        &shape!([returns = ()] { a: i32 }),
        "payload.a: `int64` does not fit into `int32`",
    );
    breaks(&old, &shape!([returns = ()] { a: u64 }), "payload.a");
    breaks(
        &old,
        &shape!([returns = ()] { a: String }),
        "payload.a: `int64` is sent and `string` is taken",
    );
    fits(&shape!([returns = ()] { a: u32 }), &old);
    fits(&old, &shape!([returns = ()] { a: f64 }));
    // Nobody reads it any more, but nothing is refused.
    fits(&old, &shape!([returns = ()] { #[serde(default)] x: bool }));
}

#[test]
fn types_within_types() {
    let list = shape!([returns = ()] { a: Vec<u8> });
    breaks(
        &shape!([returns = ()] { a: Vec<u16> }),
        &list,
        "payload.a[]: `uint16` does not fit into `uint8`",
    );
    fits(&list, &shape!([returns = ()] { a: Vec<u16> }));
    let map = shape!([returns = ()] { a: BTreeMap<String, u8> });
    fits(&map, &map);
    breaks(
        &map,
        &shape!([returns = ()] { a: BTreeMap<String, bool> }),
        "payload.a.*",
    );
    let pair = shape!([returns = ()] { a: (u8, bool) });
    fits(&pair, &pair);
    breaks(&pair, &shape!([returns = ()] { a: (u8, String) }), "payload.a[1]");
    let tree = shape!([returns = Tree] { a: Tree });
    fits(&tree, &tree);
    let colour = shape!([returns = Colour] { a: Colour });
    fits(&colour, &colour);
    breaks(
        &colour,
        &shape!([returns = MoreColours] { a: MoreColours }),
        "`ask`, reply",
    );
    breaks(
        &shape!([returns = Colour] { a: MoreColours }),
        &colour,
        "`ask`, payload",
    );
    fits(
        &shape!([returns = MoreColours] { a: Colour }),
        &shape!([returns = Colour] { a: MoreColours }),
    );
    fits(&colour, &shape!([returns = Colour] { a: serde_json::Value }));
}

#[test]
fn answers() {
    let old = shape!([returns = u32] { a: u8 });
    breaks(
        &old,
        &shape!([returns = u64] { a: u8 }),
        "`ask`, reply: `uint64` does not fit into `uint32`",
    );
    fits(&old, &shape!([returns = u8] { a: u8 }));
    breaks(&old, &shape!([returns = Option<u32>] { a: u8 }), "`ask`, reply");
    breaks(
        &old,
        &shape!([returns = u32, error = No] { a: u8 }),
        "`ask` has an error now",
    );
    fits(&shape!([returns = u32, error = No] { a: u8 }), &old);
    breaks(
        &shape!([returns = No] { a: u8 }),
        &shape!([returns = Colour] { a: u8 }),
        "`ask`, reply",
    );
    breaks(
        &old,
        &shape!([stream = u32] { a: u8 }),
        "of the kind `returns` and is `streams`",
    );
    breaks(
        &shape!([stream = u8] { a: u8 }),
        &shape!([stream = bool] { a: u8 }),
        "`ask`, item",
    );
    breaks(
        &shape!([returns = u32, idempotent] { a: u8 }),
        &old,
        "no longer `idempotent`",
    );
    fits(&old, &shape!([returns = u32, idempotent] { a: u8 }));
}

#[test]
fn whole_requests() {
    let old = shape!([returns = u32] { a: u8 });
    let mut fewer = old.clone();
    fewer.requests.remove("stop");
    breaks(&old, &fewer, "`stop` was removed or renamed");
    fits(&fewer, &old);
    let mut bare = old.clone();
    bare.requests
        .values_mut()
        .for_each(|request| request.schema = None);
    breaks(&old, &bare, "no schema to compare with any more");
    fits(&bare, &old);
}

#[test]
fn the_file_is_read_compared_and_named() {
    if super::golden::is_update() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("request.json");
    let old = shape!([returns = ()] { a: i64 });
    assert!(matches!(check(&old, &file), Err(Incompatible::File(_))));
    std::fs::write(&file, old.to_text()).unwrap();
    assert_eq!(check(&old, &file).unwrap(), None);
    let note = check(&shape!([returns = ()] { a: Option<i64> }), &file).unwrap();
    assert!(note.unwrap().contains("breaks no older client"));
    let error = check(&shape!([returns = ()] { a: i32 }), &file)
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("request.json") && error.contains("payload.a"),
        "{error}"
    );
    std::fs::write(&file, "{}").unwrap();
    let error = check(&old, &file).unwrap_err().to_string();
    assert!(error.contains("is not the shape of a protocol"), "{error}");
}

#[test]
fn each_error_says_what_is_wrong() {
    let path = PathBuf::from("/r/a.json");
    for (error, text) in [
        (
            Incompatible::Breaks {
                protocol: "P".into(),
                path: path.clone(),
                problems: vec!["one".into(), "two".into()],
            },
            "the protocol `P` no longer fits its older clients, those of `/r/a.json`:\n  one\n  two\nIf there are \
             none of them left, `UPDATE_EXPECT=1 cargo test` rewrites the file.",
        ),
        (
            Incompatible::Unreadable {
                path: path.clone(),
                source: serde_json::from_str::<u8>("x").unwrap_err(),
            },
            "`/r/a.json` is not the shape of a protocol: expected value at line 1 column 1; `UPDATE_EXPECT=1 cargo \
             test` rewrites it <- expected value at line 1 column 1",
        ),
        (
            Incompatible::from(Mismatch::Io {
                action: "read",
                path,
                source: io::Error::other("no"),
            }),
            "cannot read `/r/a.json`: no <- no",
        ),
    ] {
        assert_eq!(with_causes(&error), text);
    }
}
