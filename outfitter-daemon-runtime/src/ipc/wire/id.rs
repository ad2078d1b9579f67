//! The id of a request, echoed just as it came.

use serde_json::value::RawValue;

/// A request's id as its JSON text: a string, a number, or `null` where it could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Id(Text);

/// Ids are short; most need no allocation.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Text {
    Short { len: u8, bytes: [u8; Self::SHORT] },
    Long(Box<[u8]>),
}

impl Text {
    const SHORT: usize = 30;
}

impl Id {
    /// The id of an answer to a line whose own id cannot be read.
    pub(crate) fn null() -> Self {
        Self::from_json(b"null")
    }

    /// Takes the id if it is one: a JSON string or number.
    pub(crate) fn new(raw: &RawValue) -> Option<Self> {
        let text = raw.get();
        let is_id = text.starts_with(|first: char| first == '"' || first == '-' || first.is_ascii_digit());
        is_id.then(|| Self::from_json(text.as_bytes()))
    }

    /// Takes an id that is known to be a JSON string.
    pub(super) fn new_text(json: &str) -> Self {
        Self::from_json(json.as_bytes())
    }

    fn from_json(json: &[u8]) -> Self {
        if json.len() > Text::SHORT {
            return Self(Text::Long(json.into()));
        }
        let mut bytes = [0; Text::SHORT];
        bytes[..json.len()].copy_from_slice(json);
        let len = u8::try_from(json.len()).unwrap_or(0);
        Self(Text::Short { len, bytes })
    }

    /// Its JSON text.
    pub(crate) fn as_json(&self) -> &[u8] {
        match &self.0 {
            Text::Short { len, bytes } => &bytes[..usize::from(*len)],
            Text::Long(bytes) => bytes,
        }
    }
}

/// Reads the id from the beginning of a line that is not whole or not JSON, if it stands first in it.
pub(crate) fn id_of_prefix(line: &[u8]) -> Option<Id> {
    let rest = expect(line, b"{")?;
    let rest = expect(rest, b"\"id\"")?;
    let rest = expect(rest, b":")?.trim_ascii_start();
    let mut values = serde_json::Deserializer::from_slice(rest).into_iter::<&RawValue>();
    // A number at the very end may go on in the part that is missing.
    let raw = values
        .next()?
        .ok()
        .filter(|_| values.byte_offset() < rest.len())?;
    Id::new(raw)
}

fn expect<'a>(line: &'a [u8], token: &[u8]) -> Option<&'a [u8]> {
    line.trim_ascii_start().strip_prefix(token)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prefix(line: &str) -> Option<String> {
        id_of_prefix(line.as_bytes()).map(|id| String::from_utf8_lossy(id.as_json()).into_owned())
    }

    #[test]
    fn finds_the_id_in_front_of_broken_json() {
        assert_eq!(prefix(r#"{"id":"a\"b","type":"#).as_deref(), Some(r#""a\"b""#));
        assert_eq!(prefix(r#" { "id" : -12.5 , oops"#).as_deref(), Some("-12.5"));
    }

    #[test]
    fn takes_no_id_that_is_cut_or_not_one() {
        for line in [
            "",
            "{",
            r#"{"id":"#,
            r#"{"id":12"#,
            r#"{"id":"ab"#,
            r#"{"id":[1],"#,
            r#"{"type":1,"id":2}"#,
        ] {
            assert_eq!(prefix(line), None, "{line}");
        }
    }

    #[test]
    fn keeps_long_ids_whole() {
        let text = format!("\"{}\"", "x".repeat(200));
        let raw: Box<RawValue> = serde_json::from_str(&text).unwrap();
        assert_eq!(Id::new(&raw).unwrap().as_json(), text.as_bytes());
    }
}
