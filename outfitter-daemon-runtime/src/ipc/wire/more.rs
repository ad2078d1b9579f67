//! The line with which a client asks for further items of a stream: `{"id":…,"type":"more","count":128}`.
//!
//! Only a client that has said with `"credit"` how many it takes at first has to send it. It has no answer, and
//! means nothing for what is no stream in flight.

#[cfg(feature = "daemon")]
use {super::Id, serde::Deserialize, serde_json::value::RawValue, std::borrow::Cow};

/// How many items of a stream our client lets wait.
pub(crate) const CREDIT: u32 = 256;

/// Reads the id of the stream and the number of items; none if the line is another.
#[cfg(feature = "daemon")]
pub(crate) fn read_more(line: &[u8]) -> Option<(Id, u32)> {
    #[derive(Deserialize)]
    struct Members<'a> {
        #[serde(borrow)]
        id: &'a RawValue,
        #[serde(borrow, rename = "type")]
        kind: Cow<'a, str>,
        count: u32,
    }
    if !super::may_be_object(line) {
        return None;
    }
    let members: Members<'_> = serde_json::from_slice(line).ok()?;
    let id = Id::new(members.id)?;
    (members.kind == "more").then_some((id, members.count))
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
        let mut line = Vec::new();
        write_more(&mut line, 7, 128);
        let (id, count) = read_more(&line).unwrap();
        assert_eq!((id.as_json(), count), (&b"\"7\""[..], 128));
    }

    #[test]
    fn other_lines_ask_for_nothing() {
        for line in [
            "",
            r#"{"id":1,"type":"more"}"#,
            r#"{"id":1,"type":"more","count":-1}"#,
            r#"{"id":1,"type":"cancel","count":1}"#,
        ] {
            assert!(read_more(line.as_bytes()).is_none(), "{line}");
        }
    }
}
