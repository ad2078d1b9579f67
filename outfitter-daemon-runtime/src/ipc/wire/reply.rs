//! Answers: written by the server, read by the client.

use super::code;
use crate::serial::{Text, deserialize_fields};
use serde_json::value::RawValue;
#[cfg(feature = "daemon")]
use {super::Id, super::ToJson, crate::ipc::Refusal};

/// A line from the server.
#[derive(Debug)]
pub(crate) enum ReplyLine<'a> {
    /// The final answer.
    Response { id: u64, payload: &'a str },
    /// The final answer, if the request failed.
    Error { id: u64, error: RemoteError },
    /// One item of a stream.
    Event { id: u64, payload: &'a str },
}

/// What an error reply says.
#[derive(Clone, Debug, Default)]
pub(crate) struct RemoteError {
    pub(crate) message: String,
    pub(crate) code: Option<String>,
    pub(crate) data: Option<Box<RawValue>>,
}

deserialize_fields!(impl<'de> RemoteError { message or String::new(), code or None, data or None });

struct Members<'a> {
    id: Option<Text<'a>>,
    kind: Text<'a>,
    payload: Option<&'a RawValue>,
}

deserialize_fields!(impl<'de> Members<'de> { id or None, kind as "type", payload or None });

/// Reads a line from the server; `None` for what is not an answer to one of our requests.
pub(crate) fn read_reply(line: &[u8]) -> Option<ReplyLine<'_>> {
    let members: Members<'_> = serde_json::from_slice(line).ok()?;
    let id = members.id?.parse().ok()?;
    // A handler of the TypeScript peer that returns `undefined` sends no payload.
    let payload = members.payload.map_or("null", RawValue::get);
    match &*members.kind {
        "response" => Some(ReplyLine::Response { id, payload }),
        "event" => Some(ReplyLine::Event { id, payload }),
        "error" => Some(ReplyLine::Error {
            id,
            error: read_error(payload),
        }),
        _ => None,
    }
}

/// Reads the only line of a server that has too many connections: `busy`, in answer to nothing.
pub(crate) fn read_turned_away(line: &[u8]) -> Option<RemoteError> {
    let members: Members<'_> = serde_json::from_slice(line).ok()?;
    if members.id.is_some() || &*members.kind != "error" {
        return None;
    }
    let error = read_error(members.payload?.get());
    (error.code.as_deref() == Some(code::BUSY)).then_some(error)
}

fn read_error(payload: &str) -> RemoteError {
    serde_json::from_str(payload).unwrap_or_else(|_| RemoteError {
        message: payload.to_owned(),
        ..RemoteError::default()
    })
}

/// Appends the final answer `value`.
///
/// # Errors
///
/// If it cannot be written as JSON; `out` is as before then.
#[cfg(feature = "daemon")]
pub(crate) fn write_response(
    out: &mut Vec<u8>,
    id: &Id,
    value: &dyn ToJson,
) -> Result<(), serde_json::Error> {
    write_line(out, id, b"response", value)
}

/// Appends one item of a stream; as [`write_response`].
#[cfg(feature = "daemon")]
pub(crate) fn write_event(out: &mut Vec<u8>, id: &Id, item: &dyn ToJson) -> Result<(), serde_json::Error> {
    write_line(out, id, b"event", item)
}

/// Appends the final answer to a request that failed.
#[cfg(feature = "daemon")]
pub(crate) fn write_error(out: &mut Vec<u8>, id: &Id, refusal: &Refusal) {
    let before = out.len();
    if write_line(out, id, b"error", refusal).is_err() {
        // Only the data can fail, and the client shall have the rest.
        out.truncate(before);
        let bare = Refusal::new(refusal.code(), refusal.message().to_owned());
        let written = write_line(out, id, b"error", &bare);
        debug_assert!(written.is_ok(), "two strings can always be written");
    }
}

/// The code of an answer that [`write_error`] has written; none if it is no error.
#[cfg(feature = "http")]
pub(crate) fn error_code<'line>(line: &'line [u8], id: &Id) -> Option<&'line str> {
    struct Line<'a> {
        payload: Payload<'a>,
    }
    struct Payload<'a> {
        code: &'a str,
    }
    deserialize_fields!(impl<'de> Line<'de> { payload });
    deserialize_fields!(impl<'de> Payload<'de> { code });
    let kind = line.get("{\"id\":".len() + id.as_json().len()..)?;
    if !kind.starts_with(b",\"type\":\"error\"") {
        return None;
    }
    // Only errors pay for being read.
    Some(serde_json::from_slice::<Line<'_>>(line).map_or("", |line| line.payload.code))
}

#[cfg(feature = "daemon")]
fn write_line(
    out: &mut Vec<u8>,
    id: &Id,
    kind: &[u8],
    payload: &dyn ToJson,
) -> Result<(), serde_json::Error> {
    let before = out.len();
    out.extend_from_slice(b"{\"id\":");
    out.extend_from_slice(id.as_json());
    out.extend_from_slice(b",\"type\":\"");
    out.extend_from_slice(kind);
    out.extend_from_slice(b"\",\"payload\":");
    if let Err(error) = payload.append_to(out) {
        out.truncate(before);
        return Err(error);
    }
    out.extend_from_slice(b"}\n");
    Ok(())
}

#[cfg(all(test, feature = "daemon"))]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_byte_for_byte_what_the_peer_expects() {
        let mut out = Vec::new();
        write_response(
            &mut out,
            &crate::ipc::wire::id_of_prefix(br#"{"id":"a",}"#).unwrap(),
            &5,
        )
        .unwrap();
        assert_eq!(out, b"{\"id\":\"a\",\"type\":\"response\",\"payload\":5}\n");
    }

    #[test]
    fn an_error_carries_message_and_code() {
        let mut out = Vec::new();
        write_error(&mut out, &Id::null(), &Refusal::new("busy", "try later".into()));
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "{\"id\":null,\"type\":\"error\",\"payload\":{\"message\":\"try later\",\"code\":\"busy\"}}\n"
        );
    }

    #[test]
    fn what_cannot_be_written_leaves_no_trace() {
        let mut out = b"before".to_vec();
        let unwritable = std::collections::HashMap::from([((1, 2), 3)]);
        assert!(write_response(&mut out, &Id::null(), &unwritable).is_err());
        assert_eq!(out, b"before");
    }

    #[test]
    fn reads_the_peers_answers() {
        let reply = read_reply(br#"{"id":"3","type":"response","payload":{"a":1}}"#);
        assert!(matches!(
            reply,
            Some(ReplyLine::Response {
                id: 3,
                payload: r#"{"a":1}"#
            })
        ));
        let reply = read_reply(br#"{"id":"3","type":"response"}"#);
        assert!(matches!(
            reply,
            Some(ReplyLine::Response {
                id: 3,
                payload: "null"
            })
        ));
        let Some(ReplyLine::Error { id: 3, error }) =
            read_reply(br#"{"id":"3","type":"error","payload":{"message":"no"}}"#)
        else {
            panic!("not an error")
        };
        assert_eq!((error.message.as_str(), error.code), ("no", None));
    }

    #[test]
    fn knows_when_it_is_turned_away() {
        let line = r#"{"id":null,"type":"error","payload":{"message":"full","code":"busy"}}"#;
        assert!(read_turned_away(line.as_bytes()).is_some());
        for other in [
            line.replace("null", "\"1\""),
            line.replace("busy", "timeout"),
            line.replace("error", "event"),
        ] {
            assert!(read_turned_away(other.as_bytes()).is_none(), "{other}");
        }
    }

    #[test]
    fn ignores_what_is_no_answer_of_ours() {
        for line in [
            "",
            "hello",
            "{}",
            r#"{"id":"x","type":"response"}"#,
            r#"{"id":"1","type":"hello"}"#,
        ] {
            assert!(read_reply(line.as_bytes()).is_none(), "{line}");
        }
    }
}
