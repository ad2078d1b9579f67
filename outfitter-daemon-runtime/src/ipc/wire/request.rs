//! Request lines, read by the server and written by the client.

use std::time::Duration;

use super::{CREDIT, ToJson};

#[cfg(feature = "daemon")]
use {
    super::Id,
    crate::serial::{Text, deserialize_fields},
    serde_json::value::RawValue,
    std::borrow::Cow,
};

/// A request as it came: everything but the payload is understood.
#[cfg(feature = "daemon")]
#[derive(Debug)]
pub(crate) struct RequestLine<'a> {
    /// Echoed in every answer.
    pub(crate) id: Id,
    /// The route that it asks for: its payload's `type`, if that is an object that has one.
    pub(crate) name: Option<Cow<'a, str>>,
    /// The payload's JSON; `null` if there is none (the TypeScript peer leaves `undefined` out).
    pub(crate) payload: &'a str,
    /// Whether the payload is known to be JSON, and the line with it.
    pub(crate) certain: bool,
    /// Whether the client asked for a stream.
    pub(crate) stream: bool,
    /// Whether the client wants no answer at all.
    pub(crate) oneway: bool,
    /// How many items of the stream the client takes before it has said that it wants more; none: any number.
    pub(crate) credit: Option<u32>,
    /// How long the client will wait.
    pub(crate) timeout: Option<Duration>,
}

/// Why a line is not a request, and the id to answer with if there is one.
#[cfg(feature = "daemon")]
#[derive(Debug)]
pub(crate) struct Malformed {
    pub(crate) id: Id,
    pub(crate) message: String,
}

#[cfg(feature = "daemon")]
struct Members<'a> {
    id: Option<&'a RawValue>,
    kind: Option<Text<'a>>,
    payload: Option<&'a RawValue>,
    stream: bool,
    oneway: bool,
    credit: Option<u32>,
    timeout_ms: Option<u64>,
}

#[cfg(feature = "daemon")]
deserialize_fields!(impl<'de> Members<'de> {
    id or None,
    kind as "type" or None,
    payload or None,
    stream or false,
    oneway or false,
    credit or None,
    timeout_ms or None,
});

/// Reads a request line.
#[cfg(feature = "daemon")]
pub(crate) fn read_request(line: &[u8]) -> Result<RequestLine<'_>, Malformed> {
    if !super::may_be_object(line) {
        return Err(Malformed {
            id: Id::null(),
            message: "the line is not a JSON request: expected an object".into(),
        });
    }
    let members: Members<'_> = serde_json::from_slice(line).map_err(|error| Malformed {
        id: any_id(line),
        message: format!("the line is not a JSON request: {error}"),
    })?;
    let id = members.id.and_then(Id::new);
    let malformed = |message: String| Malformed {
        id: id.clone().unwrap_or_else(Id::null),
        message,
    };
    let Some(kind) = members.kind else {
        return Err(malformed(
            "the line has no `type`; a request says `\"type\":\"request\"`".into(),
        ));
    };
    if &*kind != "request" {
        let kind = &*kind;
        return Err(malformed(format!(
            "a line of type `{kind}` is not a request; say `\"type\":\"request\"`"
        )));
    }
    let Some(id) = id else {
        return Err(malformed(
            "the request has no `id` that is a string or a number".into(),
        ));
    };
    let payload = members.payload.map_or("null", RawValue::get);
    Ok(RequestLine {
        id,
        name: route_name(payload),
        payload,
        certain: true,
        stream: members.stream && !members.oneway,
        oneway: members.oneway,
        credit: members.credit,
        timeout: members.timeout_ms.map(Duration::from_millis),
    })
}

/// The id of a line that is no request: from its members if it is an object, else from its beginning.
#[cfg(feature = "daemon")]
fn any_id(line: &[u8]) -> Id {
    struct OnlyId<'a> {
        id: Option<&'a RawValue>,
    }
    deserialize_fields!(impl<'de> OnlyId<'de> { id or None });
    serde_json::from_slice::<OnlyId<'_>>(line)
        .ok()
        .and_then(|only| only.id.and_then(Id::new))
        .or_else(|| super::id_of_prefix(line))
        .unwrap_or_else(Id::null)
}

#[cfg(feature = "daemon")]
fn route_name(payload: &str) -> Option<Cow<'_, str>> {
    struct Named<'a> {
        name: Text<'a>,
    }
    deserialize_fields!(impl<'de> Named<'de> { name as "type" });
    if !payload.starts_with('{') {
        return None;
    }
    serde_json::from_str::<Named<'_>>(payload)
        .ok()
        .map(|named| named.name.0)
}

/// What a client wants to hear of its request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wants {
    Reply,
    /// The items of a stream, and its end.
    Items,
    Nothing,
}

/// Appends a request line to `out`.
///
/// # Errors
///
/// If the payload cannot be written as JSON; `out` is as before then.
pub(crate) fn write_request(
    out: &mut Vec<u8>,
    id: u64,
    payload: &dyn ToJson,
    wants: Wants,
    timeout: Option<Duration>,
) -> Result<(), serde_json::Error> {
    let before = out.len();
    out.extend_from_slice(b"{\"id\":\"");
    write_number(out, id.into());
    out.extend_from_slice(b"\",\"type\":\"request\"");
    match wants {
        Wants::Reply => {}
        Wants::Items => {
            out.extend_from_slice(format!(",\"stream\":true,\"credit\":{CREDIT}").as_bytes());
        }
        Wants::Nothing => out.extend_from_slice(b",\"oneway\":true"),
    }
    if let Some(timeout) = timeout {
        out.extend_from_slice(b",\"timeout_ms\":");
        write_number(out, timeout.as_millis());
    }
    out.extend_from_slice(b",\"payload\":");
    if let Err(error) = payload.append_to(out) {
        out.truncate(before);
        return Err(error);
    }
    out.extend_from_slice(b"}\n");
    Ok(())
}

fn write_number(out: &mut Vec<u8>, mut number: u128) {
    // From the end, since that is the digit that division gives first.
    let mut digits = [0; 39];
    let mut begin = digits.len();
    loop {
        begin -= 1;
        digits[begin] = b'0' + (number % 10) as u8;
        number /= 10;
        if number == 0 {
            break out.extend_from_slice(&digits[begin..]);
        }
    }
}

#[cfg(all(test, feature = "daemon"))]
mod tests {
    use super::*;

    fn refused(line: &str) -> (String, String) {
        let Malformed { id, message } = read_request(line.as_bytes()).expect_err("not a request");
        (String::from_utf8_lossy(id.as_json()).into_owned(), message)
    }

    #[test]
    fn reads_what_the_peer_writes() {
        let line = br#"{"id":"1763676000000-k3j9x0ab","type":"request","payload":{"type":"add","a":2}}"#;
        let request = read_request(line).unwrap();
        assert_eq!(request.id.as_json(), br#""1763676000000-k3j9x0ab""#);
        assert_eq!(request.payload, r#"{"type":"add","a":2}"#);
        assert_eq!(route_name(request.payload).as_deref(), Some("add"));
        assert!(!request.stream && request.timeout.is_none());
    }

    #[test]
    fn reads_further_members_and_a_missing_payload() {
        let line = br#"{"type":"request","stream":true,"timeout_ms":250,"id":7,"later":[1]}"#;
        let request = read_request(line).unwrap();
        assert_eq!((request.id.as_json(), request.payload), (&b"7"[..], "null"));
        assert!(request.stream);
        assert_eq!(request.timeout, Some(Duration::from_millis(250)));
    }

    #[test]
    fn who_wants_no_answer_gets_no_items_either() {
        let line = br#"{"type":"request","stream":true,"oneway":true,"id":7}"#;
        let request = read_request(line).unwrap();
        assert!(request.oneway && !request.stream);
    }

    #[test]
    fn says_what_is_wrong_and_keeps_the_id() {
        assert_eq!(refused(r#"{"id":1,"payload":{}}"#).0, "1");
        assert!(refused(r#"{"id":1,"payload":{}}"#).1.contains("has no `type`"));
        assert!(
            refused(r#"{"id":1,"type":"response"}"#)
                .1
                .contains("`response` is not a request")
        );
        assert_eq!(refused(r#"{"type":"request"}"#).0, "null");
        assert_eq!(refused(r#"{"id":{},"type":"request"}"#).0, "null");
        assert_eq!(refused(r#"{"id":"x","type":5}"#).0, "\"x\"");
        assert_eq!(refused(r#"{"id":"x","type":"request","#).0, "\"x\"");
        assert_eq!(refused("hello").0, "null");
        // Which a derived struct would take, one member after the other.
        assert_eq!(refused(r#"["1","request",null,false,null,null]"#).0, "null");
        assert_eq!(refused("").0, "null");
    }

    #[test]
    fn a_payload_without_a_type_has_no_name() {
        for payload in ["null", "[1]", r#"["add"]"#, "{}", r#"{"type":1}"#, "\"add\""] {
            assert_eq!(route_name(payload), None, "{payload}");
        }
    }

    #[test]
    fn what_is_written_can_be_read() {
        let mut out = Vec::new();
        let payload = serde_json::json!({"type": "tail", "text": "a\nb"});
        write_request(&mut out, 12, &payload, Wants::Items, Some(Duration::from_secs(2))).unwrap();
        let request = read_request(out.strip_suffix(b"\n").unwrap()).unwrap();
        assert_eq!(request.id.as_json(), b"\"12\"");
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(request.payload).unwrap(),
            payload
        );
        assert_eq!(
            (request.stream, request.credit, request.timeout),
            (true, Some(CREDIT), Some(Duration::from_secs(2)))
        );
    }
}
