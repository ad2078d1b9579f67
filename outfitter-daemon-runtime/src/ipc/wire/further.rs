//! What a client says of a request that it has sent, in a line that has no answer of its own:
//!
//! * `{"id":…,"type":"cancel"}` takes it back. It is still answered, with the code `cancelled` unless the answer was
//!   under way already; an id that is not in flight means nothing.
//! * `{"id":…,"type":"more","count":128}` asks for further items of a stream. Only a client that has said with
//!   `"credit"` how many it takes at first has to send it. It means nothing for what is no stream in flight.
//!
//! A server of the TypeScript package ignores both, as every type that it does not know.

#[cfg(feature = "daemon")]
use {
    super::Id,
    crate::serial::{Text, deserialize_fields},
    serde_json::value::RawValue,
};

/// How many items of a stream our client lets wait.
pub(crate) const CREDIT: u32 = 256;

/// What is said of a request.
#[cfg(feature = "daemon")]
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Further {
    /// It is taken back.
    Cancel,
    /// So many more items of it may come.
    More(u32),
}

/// Reads which request is meant and what is said of it; none if the line is another.
#[cfg(feature = "daemon")]
pub(crate) fn read_further(line: &[u8]) -> Option<(Id, Further)> {
    struct Members<'a> {
        id: &'a RawValue,
        kind: Text<'a>,
        count: Option<&'a RawValue>,
    }
    deserialize_fields!(impl<'de> Members<'de> { id, kind as "type", count or None });
    if !super::may_be_object(line) {
        return None;
    }
    let members: Members<'_> = serde_json::from_slice(line).ok()?;
    let further = match &*members.kind {
        "cancel" => Further::Cancel,
        "more" => Further::More(serde_json::from_str(members.count?.get()).ok()?),
        _ => return None,
    };
    Some((Id::new(members.id)?, further))
}

/// Appends the line that takes the request `id` back.
pub(crate) fn write_cancel(out: &mut Vec<u8>, id: u64) {
    out.extend_from_slice(format!("{{\"id\":\"{id}\",\"type\":\"cancel\"}}\n").as_bytes());
}

/// Appends the line that asks for `count` items more of the stream `id`.
pub(crate) fn write_more(out: &mut Vec<u8>, id: u64, count: u32) {
    out.extend_from_slice(format!("{{\"id\":\"{id}\",\"type\":\"more\",\"count\":{count}}}\n").as_bytes());
}

#[cfg(all(test, feature = "daemon"))]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_can_be_read() {
        let read = |write: &dyn Fn(&mut Vec<u8>)| {
            let mut line = Vec::new();
            write(&mut line);
            let (id, further) = read_further(&line).unwrap();
            assert_eq!(id.as_json(), b"\"7\"");
            further
        };
        assert_eq!(read(&|line| write_cancel(line, 7)), Further::Cancel);
        assert_eq!(read(&|line| write_more(line, 7, 128)), Further::More(128));
    }

    #[test]
    fn of_a_cancelled_request_nothing_is_counted() {
        let line = br#"{"id":1,"type":"cancel","count":-1}"#;
        assert_eq!(read_further(line).unwrap().1, Further::Cancel);
    }

    #[test]
    fn other_lines_say_nothing_of_a_request() {
        for line in [
            "",
            "{}",
            r#"["1","cancel",null]"#,
            r#"{"type":"cancel"}"#,
            r#"{"id":null,"type":"cancel"}"#,
            r#"{"id":1,"type":"request"}"#,
            r#"{"id":1,"type":"more"}"#,
            r#"{"id":1,"type":"more","count":null}"#,
            r#"{"id":1,"type":"more","count":-1}"#,
        ] {
            assert!(read_further(line.as_bytes()).is_none(), "{line}");
        }
    }
}
