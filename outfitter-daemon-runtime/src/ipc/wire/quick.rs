//! The short way to read a request: for lines that look exactly as clients write them.
//!
//! A request is looked through once by the short way, when its payload becomes the value that the handler
//! takes, and three times by the other, which also takes members in any order, white space and what is wrong.
//! Nothing is decided here: a line that is not surely understood is read again the other way.

use std::borrow::Cow;
use std::sync::LazyLock;
use std::time::Duration;

use memchr::memmem::Finder;

use super::{Id, RequestLine};

/// Reads the head of the line; the payload is what is left of it, and **not yet** known to be JSON.
///
/// If it is, the line is a request and this is what [`read_request`](super::read_request) makes of it. If
/// not, only that can tell what the line is.
pub(crate) fn read_quickly(line: &[u8]) -> Option<RequestLine<'_>> {
    let line = std::str::from_utf8(line).ok()?;
    let rest = line.strip_prefix("{\"id\":")?;
    let (id, rest) = rest.split_at(text_length(rest)?);
    let rest = rest.strip_prefix(",\"type\":\"request\"")?;
    let (stream, rest) = flag(rest, ",\"stream\":true");
    let (oneway, rest) = flag(rest, ",\"oneway\":true");
    let (timeout, rest) = match rest.strip_prefix(",\"timeout_ms\":") {
        Some(rest) => number(rest).map(|(number, rest)| (Some(Duration::from_millis(number)), rest))?,
        None => (None, rest),
    };
    let payload = rest.strip_prefix(",\"payload\":")?.strip_suffix('}')?;
    Some(RequestLine {
        id: Id::new_text(id),
        name: Some(Cow::Borrowed(name(payload)?)),
        payload,
        certain: false,
        stream: stream && !oneway,
        oneway,
        credit: None,
        timeout,
    })
}

/// Whether `text` begins with `member`, and what follows it.
fn flag<'a>(text: &'a str, member: &str) -> (bool, &'a str) {
    text.strip_prefix(member)
        .map_or((false, text), |rest| (true, rest))
}

/// The `type` of a payload that begins with it, if there is certainly no other.
fn name(payload: &str) -> Option<&str> {
    let rest = payload.strip_prefix("{\"type\":")?;
    let (name, rest) = rest.split_at(text_length(rest)?);
    if may_have_type(rest.as_bytes()) {
        return None;
    }
    name.strip_prefix('"')?.strip_suffix('"')
}

/// Whether there may be a member called `type`, written as it is or in a roundabout way.
fn may_have_type(json: &[u8]) -> bool {
    static PLAIN: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("type\""));
    static ESCAPED: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("\\u00"));
    PLAIN.find(json).is_some() || ESCAPED.find(json).is_some()
}

/// The length of the JSON text at the beginning of `json`, with its quotes, if nothing in it is escaped.
fn text_length(json: &str) -> Option<usize> {
    let inside = json.strip_prefix('"')?;
    let length = inside
        .bytes()
        .position(|byte| byte == b'"' || byte == b'\\' || byte < 0x20)?;
    (inside.as_bytes()[length] == b'"').then_some(length + 2)
}

/// The number at the beginning of `json`, as it stands in JSON.
fn number(json: &str) -> Option<(u64, &str)> {
    let length = json.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, rest) = json.split_at(length);
    if digits.len() > 1 && digits.starts_with('0') {
        return None;
    }
    Some((digits.parse().ok()?, rest))
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::super::read_request;
    use super::*;

    type Read = (Vec<u8>, Option<String>, Value, [bool; 2], Option<Duration>);

    fn read(request: &RequestLine<'_>) -> Option<Read> {
        let payload = serde_json::from_str(request.payload).ok()?;
        let name = request.name.as_deref().map(str::to_owned);
        let id = request.id.as_json().to_vec();
        let flags = [request.stream, request.oneway];
        Some((id, name, payload, flags, request.timeout))
    }

    /// Both ways must agree wherever the short one understands the line and the payload is JSON.
    fn compare(line: &[u8]) -> bool {
        let Some(quick) = read_quickly(line).as_ref().and_then(read) else {
            return false;
        };
        let text = String::from_utf8_lossy(line);
        let other = read_request(line).unwrap_or_else(|error| panic!("{text}: {}", error.message));
        assert_eq!(Some(quick), read(&other), "{text}");
        true
    }

    const LINES: [&str; 7] = [
        r#"{"id":"1","type":"request","payload":{"type":"echo","text":"a"}}"#,
        r#"{"id":"a-b","type":"request","timeout_ms":30000,"payload":{"type":"add","a":1,"b":[-2.5e3]}}"#,
        r#"{"id":"","type":"request","stream":true,"payload":{"type":"tail"}}"#,
        r#"{"id":"7","type":"request","oneway":true,"payload":{"type":"log","text":"a"}}"#,
        r#"{"id":"9","type":"request","stream":true,"timeout_ms":0,"payload":{"type":"é"} }"#,
        r#"{"id":"9","type":"request","payload":{"type":"x","text":"\n\"\\"}}"#,
        r#"{"id":"9","type":"request","payload":{"type":"x","in":{"a":{"b":null}}}}"#,
    ];

    #[test]
    fn understands_what_clients_write() {
        for line in LINES {
            assert!(compare(line.as_bytes()), "{line}");
        }
    }

    #[test]
    fn leaves_what_is_unusual_to_the_other_way() {
        for line in [
            r#"{"id":1,"type":"request","payload":{"type":"x"}}"#,
            r#" {"id":"1","type":"request","payload":{"type":"x"}}"#,
            r#"{"id":"1","type":"request","timeout_ms":01,"payload":{"type":"x"}}"#,
            r#"{"id":"1","type":"request","timeout_ms":-1,"payload":{"type":"x"}}"#,
            r#"{"id":"1","type":"request","payload":{"type":"x"},"stream":true}"#,
            r#"{"id":"1","type":"request","payload":{"type":"x","type":"y"}}"#,
            r#"{"id":"1","type":"request","payload":{"type":"x","\u0074ype":"y"}}"#,
            r#"{"id":"1","type":"request","payload":{"type":"x"}},"id":2}"#,
            r#"{"id":"1","type":"request","payload":["type","x"]}"#,
            r#"{"id":"1","type":"request"}"#,
        ] {
            assert!(!compare(line.as_bytes()), "{line}");
        }
    }

    /// Every line with every one, two or three bytes left out, put in, or replaced.
    #[test]
    fn agrees_with_the_other_way_on_everything_that_is_near_a_request() {
        const PIECES: [&str; 22] = [
            "",
            "\"",
            "\\",
            "\\u0074",
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            " ",
            "0",
            "-",
            "e",
            "t",
            "\u{1}",
            "é",
            "null",
            ",\"stream\":true",
            ",\"oneway\":true",
            ",\"type\":\"y\"",
            ",\"id\":\"2\"",
        ];
        let mut understood = 0;
        for line in LINES {
            for begin in 0..=line.len() {
                for end in begin..=line.len().min(begin + 3) {
                    for piece in PIECES {
                        let bytes = line.as_bytes();
                        let mutated = [&bytes[..begin], piece.as_bytes(), &bytes[end..]].concat();
                        understood += usize::from(compare(&mutated));
                    }
                }
            }
        }
        assert!(understood > 1000, "{understood}");
    }
}
