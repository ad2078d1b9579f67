//! What must hold of bytes from anybody, tried on as many as there is time for.

mod engine;

use std::fmt::Formatter;

use serde_core::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

use super::frame::{Frame, LineDecoder};
use super::wire::{Further, RequestLine, read_further, read_quickly, read_request};
use engine::kind;

/// The first byte says how long lines may be, the second how the rest is cut.
#[test]
fn frames() {
    engine::run("frames", |input| {
        let [limit, cut, text @ ..] = input else {
            return 0;
        };
        let (limit, cut) = (usize::from(*limit), usize::from(*cut) + 1);
        let whole = decode(limit, [text]);
        assert_eq!(whole, decode(limit, text.chunks(cut)), "cut every {cut} bytes");
        assert_eq!(whole, decode(limit, text.chunks(1)));
        let too_long = whole.iter().filter(|line| line.is_none()).count();
        kind((whole.len().min(20), too_long.min(5)))
    });
}

/// The lines, and none for those that are too long; as a connection reads them.
fn decode<'a>(limit: usize, chunks: impl IntoIterator<Item = &'a [u8]>) -> Vec<Option<Vec<u8>>> {
    let mut decoder = LineDecoder::new(limit);
    let mut seen = Vec::new();
    let mut each = |frame: Frame<'_>| {
        seen.push(match frame {
            Frame::Line(line) => Some(line.to_vec()),
            Frame::TooLong(_) => None,
        });
    };
    for chunk in chunks {
        match decoder.long_line() {
            Some(line) => {
                let before = line.len();
                line.extend_from_slice(chunk);
                decoder.decode_appended(before, &mut each);
            }
            None => decoder.decode(chunk, &mut each),
        }
        assert!(
            decoder.begun().is_none_or(|begun| begun.len() <= limit),
            "more is held than a line may have"
        );
    }
    seen
}

/// A line as a request: the short way, the other way, and `serde_json` must say the same.
#[test]
fn lines() {
    engine::run("lines", |input| {
        let line = input.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let judged = read_request(line);
        let json = serde_json::from_slice::<Value>(line).ok();
        let quick =
            read_quickly(line).filter(|quick| serde_json::from_str::<&RawValue>(quick.payload).is_ok());
        if let Some(quick) = &quick {
            let full = judged
                .as_ref()
                .unwrap_or_else(|error| panic!("the short way takes it: {}", error.message));
            assert_eq!(members(quick), members(full), "the two ways differ");
        }
        match (&judged, &json) {
            (Ok(request), Some(json)) => assert_is(request, json),
            // Of a member that is there twice, the value that `serde_json` keeps is only one.
            (Err(error), Some(json)) if is_request(json) && !says_twice(line) => {
                panic!("refused: {}", error.message)
            }
            // Numbers without bounds and texts that are no Unicode are only refused where their value is needed.
            (Ok(_), None) => assert!(
                serde_json::from_slice::<IgnoredAny>(line).is_ok(),
                "taken, but no JSON"
            ),
            _ => {}
        }
        let further = read_further(line).map(|(_, further)| further == Further::Cancel);
        assert!(
            judged.is_err() || further.is_none(),
            "a request and something else"
        );
        let said = judged.as_ref().err().map(|error| {
            let words = error.message.split(|letter: char| !letter.is_alphabetic());
            words.collect::<String>()
        });
        let options = judged.as_ref().ok().map(|request| {
            let RequestLine {
                stream,
                credit,
                timeout,
                name,
                ..
            } = request;
            (*stream, credit.is_some(), timeout.is_some(), name.is_some())
        });
        kind((quick.is_some(), said, options, further, json.is_some()))
    });
}

/// What both ways must read alike.
fn members(request: &RequestLine<'_>) -> impl PartialEq + std::fmt::Debug {
    let payload = serde_json::from_str::<&RawValue>(request.payload)
        .ok()
        .map(RawValue::get);
    let name = request.name.as_deref().map(str::to_owned);
    let id = request.id.as_json().to_vec();
    (
        id,
        name,
        payload.map(str::to_owned),
        (request.stream, request.oneway),
        request.credit,
        request.timeout,
    )
}

fn assert_is(request: &RequestLine<'_>, json: &Value) {
    assert!(is_request(json), "taken, but no request");
    let of_text = |text: &[u8]| serde_json::from_slice::<Value>(text).ok();
    assert_eq!(of_text(request.id.as_json()).as_ref(), json.get("id"));
    assert_eq!(
        of_text(request.payload.as_bytes()).unwrap_or_default(),
        json["payload"]
    );
    assert_eq!(request.name.as_deref(), json["payload"]["type"].as_str());
    let (stream, oneway) = (json["stream"] == true, json["oneway"] == true);
    assert_eq!((request.stream, request.oneway), (stream && !oneway, oneway));
    assert_eq!(request.credit.map(u64::from), json["credit"].as_u64());
    let timeout = request.timeout.map(|timeout| timeout.as_millis());
    assert_eq!(timeout, json["timeout_ms"].as_u64().map(u128::from));
}

/// What the documentation says of a request.
fn is_request(json: &Value) -> bool {
    let Some(members) = json.as_object() else {
        return false;
    };
    let is = |name: &str, wanted: fn(&Value) -> bool| members.get(name).is_none_or(wanted);
    members.get("type").is_some_and(|kind| kind == "request")
        && members
            .get("id")
            .is_some_and(|id| id.is_string() || id.is_number())
        && is("stream", Value::is_boolean)
        && is("oneway", Value::is_boolean)
        && is("credit", |credit| {
            credit.is_null()
                || credit
                    .as_u64()
                    .is_some_and(|credit| u32::try_from(credit).is_ok())
        })
        && is("timeout_ms", |timeout| timeout.is_null() || timeout.is_u64())
}

/// Whether a member of the line is there more than once.
fn says_twice(line: &[u8]) -> bool {
    struct Names(Vec<String>);
    impl<'de> Deserialize<'de> for Names {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            deserializer.deserialize_map(Self(Vec::new()))
        }
    }
    impl<'de> Visitor<'de> for Names {
        type Value = Self;
        fn expecting(&self, formatter: &mut Formatter<'_>) -> std::fmt::Result {
            formatter.write_str("an object")
        }
        fn visit_map<A: MapAccess<'de>>(mut self, mut members: A) -> Result<Self, A::Error> {
            while let Some((name, IgnoredAny)) = members.next_entry()? {
                self.0.push(name);
            }
            Ok(self)
        }
    }
    serde_json::from_slice::<Names>(line).is_ok_and(|Names(mut names)| {
        let all = names.len();
        names.sort();
        names.dedup();
        names.len() < all
    })
}
