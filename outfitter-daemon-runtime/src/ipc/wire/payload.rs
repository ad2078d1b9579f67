//! The payload of an answer on its way from the connection to whoever asked.

use std::ops::Range;

use serde_core::de::DeserializeOwned;

use super::{ReplyLine, read_reply};

/// What was answered, as JSON that becomes a value only where its type is known.
#[derive(Clone, Debug)]
pub(crate) struct Payload {
    line: Box<str>,
    at: Range<usize>,
    /// Whether it is known to be JSON, and the line with it.
    certain: bool,
}

impl Payload {
    /// A payload that has been found to be JSON.
    pub(crate) fn certain(payload: &str) -> Self {
        Self {
            line: payload.into(),
            at: 0..payload.len(),
            certain: true,
        }
    }

    /// Takes it from a line that looks exactly as servers write it; gives the id too.
    pub(crate) fn of_line(line: &[u8]) -> Option<(u64, Self)> {
        let text = std::str::from_utf8(line).ok()?;
        let rest = text.strip_prefix("{\"id\":\"")?;
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (id, rest) = rest.split_at(digits);
        let payload = rest.strip_prefix("\",\"type\":\"response\",\"payload\":")?;
        let begin = text.len() - payload.len();
        let end = begin + payload.strip_suffix('}')?.len();
        let payload = Self {
            line: text.into(),
            at: begin..end,
            certain: false,
        };
        Some((id.parse().ok()?, payload))
    }

    /// Reads it as a `T`.
    ///
    /// # Errors
    ///
    /// If it is no `T`, or no JSON.
    pub(crate) fn read<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        match serde_json::from_str(self.text()) {
            Err(error) => match self.other_text() {
                Some(payload) => serde_json::from_str(payload),
                None => Err(error),
            },
            read => read,
        }
    }

    fn text(&self) -> &str {
        self.line.get(self.at.clone()).unwrap_or_default()
    }

    /// What the payload is if it is not what it looks like; a further member may follow it.
    fn other_text(&self) -> Option<&str> {
        if self.certain {
            return None;
        }
        match read_reply(self.line.as_bytes()) {
            Some(ReplyLine::Response { payload, .. }) => Some(payload),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    fn quick(line: &str) -> Option<(u64, Value)> {
        let (id, payload) = Payload::of_line(line.as_bytes())?;
        Some((id, payload.read().ok()?))
    }

    fn other(line: &str) -> Option<(u64, Value)> {
        match read_reply(line.as_bytes())? {
            ReplyLine::Response { id, payload } => Some((id, serde_json::from_str(payload).ok()?)),
            _ => None,
        }
    }

    const LINES: [&str; 4] = [
        r#"{"id":"1","type":"response","payload":{"a":[1,null]}}"#,
        r#"{"id":"18446744073709551615","type":"response","payload":null}"#,
        r#"{"id":"3","type":"response","payload":"}","more":{}}"#,
        r#"{"id":"4","type":"response","payload": 5 }"#,
    ];

    #[test]
    fn understands_what_servers_write() {
        for line in LINES {
            assert!(quick(line).is_some(), "{line}");
        }
    }

    #[test]
    fn agrees_with_the_other_way_on_everything_that_is_near_an_answer() {
        const PIECES: [&str; 14] = [
            "",
            "\"",
            "\\",
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            " ",
            "0",
            "+",
            "é",
            ",\"payload\":1",
        ];
        for line in LINES {
            for begin in (0..=line.len()).filter(|at| line.is_char_boundary(*at)) {
                for end in begin..=line.len().min(begin + 3) {
                    for piece in PIECES {
                        let mutated = [&line[..begin], piece, &line[end..]].concat();
                        if let Some(quick) = quick(&mutated) {
                            assert_eq!(Some(quick), other(&mutated), "{mutated}");
                        }
                    }
                }
            }
        }
    }
}
