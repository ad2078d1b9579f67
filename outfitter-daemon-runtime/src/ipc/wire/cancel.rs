//! The line with which a client takes a request back: `{"id":…,"type":"cancel"}`.
//!
//! It has no answer of its own. The request that it names is still answered, with the code `cancelled` unless
//! the answer was under way already; an id that is not in flight means nothing. A server of the TypeScript
//! package ignores the line, as every type that it does not know.

#[cfg(feature = "daemon")]
use {super::Id, serde::Deserialize, serde_json::value::RawValue, std::borrow::Cow};

/// Reads the id of the request that is taken back; none if the line is another.
#[cfg(feature = "daemon")]
pub(crate) fn read_cancel(line: &[u8]) -> Option<Id> {
    #[derive(Deserialize)]
    struct Members<'a> {
        #[serde(borrow)]
        id: &'a RawValue,
        #[serde(borrow, rename = "type")]
        kind: Cow<'a, str>,
    }
    if !super::may_be_object(line) {
        return None;
    }
    let members: Members<'_> = serde_json::from_slice(line).ok()?;
    (members.kind == "cancel").then(|| Id::new(members.id))?
}

/// Appends the line that takes the request `id` back.
pub(crate) fn write_cancel(out: &mut Vec<u8>, id: u64) {
    out.extend_from_slice(format!("{{\"id\":\"{id}\",\"type\":\"cancel\"}}\n").as_bytes());
}

#[cfg(all(test, feature = "daemon"))]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_can_be_read() {
        let mut line = Vec::new();
        write_cancel(&mut line, 7);
        assert_eq!(read_cancel(&line).unwrap().as_json(), b"\"7\"");
    }

    #[test]
    fn other_lines_cancel_nothing() {
        for line in [
            "",
            "{}",
            r#"{"type":"cancel"}"#,
            r#"{"id":null,"type":"cancel"}"#,
            r#"{"id":1,"type":"request"}"#,
        ] {
            assert!(read_cancel(line.as_bytes()).is_none(), "{line}");
        }
    }
}
