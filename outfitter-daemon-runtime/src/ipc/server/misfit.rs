//! Where in a payload something did not fit: the path to the place at which reading it ended.
//!
//! Reading the payload a second time through a deserializer that keeps the path would compile what reads each
//! request twice into every daemon; the text alone tells as much.

use std::fmt::Write;

/// What the place is within.
enum Within {
    Object { key: String },
    Array { index: usize },
}

/// The path to the value of `json` that did not fit, as `payload.list[2].name`: reading ended at the byte `end` (an
/// error's column), and `serde_json` says `reason`.
///
/// `json` is one line, and well-formed up to there.
pub(super) fn path_to(json: &str, end: usize, reason: &str) -> String {
    let bytes = json.as_bytes();
    let is = |known: &[&str]| known.iter().any(|begin| reason.starts_with(begin));
    if matches!(bytes.get(end), Some(b'{' | b'[')) && is(&OF_A_BRACKET) {
        // It has been looked at, but not read.
        return path_at(json, end + 1);
    }
    let read = bytes.get(..end).unwrap_or(bytes).trim_ascii_end();
    let read = match read.split_last() {
        // Behind an element that a type's own check refused, the reader has gone on to the next one, or to the end.
        Some((b',', element)) => element,
        Some((b'}' | b']', elements)) if !is(&SERDES) => elements.trim_ascii_end(),
        _ => read,
    };
    path_at(json, read.len())
}

/// How serde says that an object or an array stands where something else was expected.
const OF_A_BRACKET: [&str; 2] = ["invalid type: map", "invalid type: sequence"];
/// How all begins that serde itself has to say. At the end of an object or array it is about that one; a type's own
/// words are more often about its last value.
const SERDES: [&str; 8] = [
    "invalid type",
    "invalid value",
    "invalid length",
    "unknown variant",
    "unknown field",
    "missing field",
    "duplicate field",
    "data did not match any variant",
];

/// The path to the value that ends at the byte before `end` or holds it.
fn path_at(json: &str, end: usize) -> String {
    let bytes = json.as_bytes();
    let last = end.clamp(1, bytes.len().max(1)) - 1;
    let mut way = Vec::new();
    let mut expects_key = false;
    let mut at = 0;
    while at <= last
        && let Some(byte) = bytes.get(at)
    {
        let begin = at;
        at += 1;
        match byte {
            // What begins with the last byte is itself what does not fit.
            b'{' | b'[' if begin == last => {}
            b'{' => {
                way.push(Within::Object { key: String::new() });
                expects_key = true;
            }
            b'[' => way.push(Within::Array { index: 0 }),
            b'}' | b']' => {
                way.pop();
                expects_key = false;
            }
            b',' => match way.last_mut() {
                Some(Within::Array { index }) => *index += 1,
                Some(Within::Object { .. }) => expects_key = true,
                None => {}
            },
            b'"' => {
                at = end_of_text(bytes, at);
                if std::mem::take(&mut expects_key)
                    && let Some(Within::Object { key }) = way.last_mut()
                {
                    *key = serde_json::from_str(&json[begin..at]).unwrap_or_default();
                }
            }
            _ => {}
        }
    }
    written("payload", &way)
}

/// The end of the text whose first byte is at `at`.
fn end_of_text(bytes: &[u8], mut at: usize) -> usize {
    while let Some(byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'"' => break,
            b'\\' => at += 1,
            _ => {}
        }
    }
    at.min(bytes.len())
}

fn written(root: &str, way: &[Within]) -> String {
    let mut path = root.to_owned();
    for within in way {
        // Writing to a text does not fail.
        let _ = match within {
            Within::Object { key } if key.is_empty() => Ok(()),
            Within::Object { key } => write!(path, ".{key}"),
            Within::Array { index } => write!(path, "[{index}]"),
        };
    }
    path
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;
    use serde_core::de::DeserializeOwned;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only read")]
    struct Order {
        id: u32,
        #[serde(default)]
        lines: Vec<Line>,
        #[serde(default)]
        by_name: BTreeMap<String, Vec<Option<bool>>>,
        #[serde(default)]
        kind: Kind,
        #[serde(default)]
        names: Vec<Name>,
        #[serde(default)]
        owner: Option<Name>,
    }

    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "only read")]
    struct Line {
        text: String,
        size: (u8, u8),
    }

    #[derive(Debug, Default, Deserialize)]
    #[expect(dead_code, reason = "only read")]
    enum Kind {
        #[default]
        Plain,
        Sized {
            width: u8,
        },
    }

    /// With a check of its own.
    #[derive(Debug, Deserialize)]
    #[serde(try_from = "String")]
    struct Name;

    impl TryFrom<String> for Name {
        type Error = &'static str;

        fn try_from(name: String) -> Result<Self, Self::Error> {
            (!name.is_empty()).then_some(Self).ok_or("no name")
        }
    }

    fn said<T: DeserializeOwned + std::fmt::Debug>(json: &str) -> String {
        let error = serde_json::from_str::<T>(json).unwrap_err();
        path_to(json, error.column(), &error.to_string())
    }

    #[test]
    fn finds_the_value_that_does_not_fit() {
        for (json, path) in [
            (r#"{"id":"x"}"#, "payload.id"),
            (r#"{"id":{}}"#, "payload.id"),
            (r#"{"id":[1]}"#, "payload.id"),
            (r#"{"id":null}"#, "payload.id"),
            (r#"{"id":-1,"lines":[]}"#, "payload.id"),
            (r#"{ "id" : 99999999999 }"#, "payload.id"),
            (r#"{"id":1,"lines":7}"#, "payload.lines"),
            (
                r#"{"id":1,"lines":[{"text":"{[\"}","size":[1,2]},{"text":"b","size":[1,300]}]}"#,
                "payload.lines[1].size[1]",
            ),
            (
                r#"{"id":1,"lines":[{"text":"a","size":[1,2,3]}]}"#,
                "payload.lines[0].size[2]",
            ),
            (
                r#"{"id":1,"lines":[{"text":"a","size":[1]}]}"#,
                "payload.lines[0].size",
            ),
            (
                r#"{"id":1,"by_name":{"a\"b":[true,null,4]}}"#,
                r#"payload.by_name.a"b[2]"#,
            ),
            (
                r#"{"id":1,"kind":{"Sized":{"width":true}}}"#,
                "payload.kind.Sized.width",
            ),
            // An object that lacks something, and a key that should not be there.
            (r#"{"lines":[]}"#, "payload"),
            (r#"{"id":1,"lines":[{"size":[1,2]}]}"#, "payload.lines[0]"),
            (r#"{"id":1,"idd":2}"#, "payload.idd"),
            ("[]", "payload"),
            ("3", "payload"),
            (r#""text""#, "payload"),
        ] {
            assert_eq!(said::<Order>(json), path, "{json}");
        }
    }

    #[test]
    fn an_element_that_is_no_object_and_no_list_is_not_taken_for_its_list() {
        for (list, place) in [("[[1]]", "[0]"), ("[true,[1]]", "[1]"), ("[ true , {} ]", "[1]")] {
            let json = format!(r#"{{"id":1,"by_name":{{"a":{list}}}}}"#);
            assert_eq!(
                said::<Order>(&json),
                format!("payload.by_name.a{place}"),
                "{json}"
            );
        }
    }

    #[test]
    fn what_a_types_own_check_refuses_is_found() {
        for (members, path) in [
            (r#""names":["a","","b"]"#, "payload.names[1]"),
            (r#""names":["", "b"]"#, "payload.names[0]"),
            (r#""names":[ "" , [] ]"#, "payload.names[0]"),
            (r#""names":["a",""]"#, "payload.names[1]"),
            (r#""names":["a", "" ]"#, "payload.names[1]"),
            (r#""owner":"","lines":[]"#, "payload.owner"),
            (r#""owner" : "" , "lines":[]"#, "payload.owner"),
            (r#""owner":"""#, "payload.owner"),
            (r#""names":["a"],"owner":"" "#, "payload.owner"),
        ] {
            let json = format!(r#"{{"id":1,{members}}}"#);
            assert_eq!(said::<Order>(&json), path, "{json}");
        }
    }

    #[test]
    fn any_place_in_any_text_has_a_path() {
        for json in ["", "\"", "\"\\", "{\"a", "]]}},", "{\"é\":[\"ü", "[[,,"] {
            for end in 0..json.len() + 2 {
                assert!(path_at(json, end).starts_with("payload"), "{json} {end}");
            }
        }
    }
}
