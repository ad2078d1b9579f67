//! Values to JSON: `serde_json` with a quicker way for texts.
//!
//! `serde_json` looks at every byte of a text by itself to see whether it has to be escaped, which for a long
//! text costs more than all else on its way. Here whole blocks are found to be harmless at once, and copied.
//! What is written is the same, byte for byte.

use std::cell::{Cell, RefCell};
use std::io;

use serde_core::Serialize;
use serde_json::ser::Formatter;

use super::fast::Wrap;

/// Appends `value` to `out`.
///
/// # Errors
///
/// If it cannot be written as JSON; `out` then holds a part of it.
fn append(out: &mut Vec<u8>, value: &impl Serialize) -> Result<(), serde_json::Error> {
    let out = Out {
        bytes: RefCell::new(out),
        written: Cell::new(false),
    };
    let sink = Sink(&out);
    Wrap(value, sink).serialize(&mut serde_json::Serializer::with_formatter(sink, sink))
}

/// Something that can be written as JSON, whatever its type: what handles it is compiled once for all.
pub(crate) trait ToJson {
    /// As [`append`].
    fn append_to(&self, out: &mut Vec<u8>) -> Result<(), serde_json::Error>;
}

impl<T: Serialize> ToJson for T {
    fn append_to(&self, out: &mut Vec<u8>) -> Result<(), serde_json::Error> {
        append(out, self)
    }
}

/// The buffer that `serde_json` writes to, and that texts are written to past it.
struct Out<'out> {
    bytes: RefCell<&'out mut Vec<u8>>,
    /// Set when a text has been written, for which `serde_json` is then told to write `null`: a generic
    /// serializer's result can only come from itself.
    written: Cell<bool>,
}

/// A handle to the buffer: what `serde_json` calls a writer and a formatter.
#[derive(Clone, Copy)]
pub(super) struct Sink<'a, 'out>(&'a Out<'out>);

impl Formatter for Sink<'_, '_> {
    fn write_null<W: io::Write + ?Sized>(&mut self, to: &mut W) -> io::Result<()> {
        if self.0.written.take() {
            return Ok(());
        }
        to.write_all(b"null")
    }
}

impl io::Write for Sink<'_, '_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes).map(|()| bytes.len())
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.bytes.borrow_mut().extend_from_slice(bytes);
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Sink<'_, '_> {
    /// Appends `text` as a JSON string; the next `null` is not written.
    pub(super) fn text(self, text: &str) {
        let mut out = self.0.bytes.borrow_mut();
        out.reserve(text.len() + 2);
        out.push(b'"');
        let mut rest = text.as_bytes();
        while !rest.is_empty() {
            let (harmless, special) = rest.split_at(harmless(rest));
            out.extend_from_slice(harmless);
            rest = special;
            if let Some((byte, after)) = special.split_first() {
                escape(&mut out, *byte);
                rest = after;
            }
        }
        out.push(b'"');
        self.0.written.set(true);
    }
}

/// How many bytes there are before the first that has to be escaped.
fn harmless(bytes: &[u8]) -> usize {
    // Without a way out of the loop over a block, the compiler makes a few vector instructions of it.
    const BLOCK: usize = 64;
    let blocks = bytes.chunks_exact(BLOCK);
    let clean = blocks
        .take_while(|block| !block.iter().fold(false, |found, byte| found | is_special(*byte)))
        .count();
    let begin = clean * BLOCK;
    let rest = &bytes[begin..];
    begin
        + rest
            .iter()
            .position(|byte| is_special(*byte))
            .unwrap_or(rest.len())
}

#[expect(
    clippy::needless_bitwise_bool,
    reason = "without branches, the compiler can use vector instructions"
)]
fn is_special(byte: u8) -> bool {
    (byte < 0x20) | (byte == b'"') | (byte == b'\\')
}

fn escape(out: &mut Vec<u8>, byte: u8) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    let letter = match byte {
        b'"' | b'\\' => byte,
        0x08 => b'b',
        b'\t' => b't',
        b'\n' => b'n',
        0x0c => b'f',
        b'\r' => b'r',
        _ => {
            let (high, low) = (usize::from(byte >> 4), usize::from(byte & 0xf));
            out.extend_from_slice(&[b'\\', b'u', b'0', b'0', HEX[high], HEX[low]]);
            return;
        }
    };
    out.extend_from_slice(&[b'\\', letter]);
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::{json, value::RawValue};

    use super::*;

    fn check(value: &impl Serialize) {
        let mut ours = Vec::new();
        let theirs = serde_json::to_vec(value);
        let written = append(&mut ours, value);
        assert_eq!(written.is_ok(), theirs.is_ok());
        if let Ok(theirs) = theirs {
            assert_eq!(String::from_utf8_lossy(&ours), String::from_utf8_lossy(&theirs));
        }
    }

    #[test]
    fn texts_are_as_serde_json_has_them_wherever_something_is_escaped() {
        for special in (0..=0x7f_u8).map(char::from).chain("äπ\u{2028}😀".chars()) {
            for length in [0, 1, 62, 63, 64, 65, 127, 128, 200] {
                for at in [0, length / 2, length] {
                    let mut text = "x".repeat(length);
                    text.insert(at, special);
                    check(&text);
                    text.push(special);
                    check(&text);
                }
            }
        }
    }

    #[derive(serde::Serialize)]
    enum Shape {
        Unit,
        Newtype(String),
        Tuple(String, i8),
        Struct {
            text: &'static str,
            skipped: Option<char>,
        },
    }

    #[derive(serde::Serialize)]
    struct UnitStruct;

    #[derive(serde::Serialize)]
    struct NewtypeStruct<T>(T);

    #[derive(serde::Serialize)]
    struct TupleStruct(String, Vec<String>);

    #[derive(serde::Serialize)]
    #[serde(tag = "type")]
    struct Tagged {
        text: String,
        #[serde(flatten)]
        more: BTreeMap<String, Option<String>>,
    }

    #[test]
    fn values_of_all_kinds_are_as_serde_json_has_them() {
        let text = || "a\"b\n".to_owned();
        check(&(
            true,
            'c',
            '"',
            (),
            UnitStruct,
            i128::MIN,
            u64::MAX,
            1.5_f32,
            f64::NAN,
        ));
        check(&(
            text(),
            [text(), text()],
            NewtypeStruct(text()),
            TupleStruct(text(), vec![text()]),
        ));
        check(&[Shape::Unit, Shape::Newtype(text()), Shape::Tuple(text(), -1)]);
        check(&Shape::Struct {
            text: "\\",
            skipped: None,
        });
        check(&Tagged {
            text: text(),
            more: BTreeMap::from([(text(), Some(text())), ("n".into(), None)]),
        });
        check(&BTreeMap::from([(1, text()), (2, text())]));
        check(&json!({ "a\"": [1, -2, 3.25, null, { "b": "\u{1}" }], "c": {} }));
        check(&serde_json::from_str::<Box<RawValue>>(r#"{ "raw" : "kept as it \u0041 is" }"#).ok());
        check(&NewtypeStruct(format_args!("{}\t{}", 1, "x")));
        check(&std::net::Ipv4Addr::LOCALHOST);
    }

    #[test]
    fn what_serde_json_refuses_is_refused() {
        check(&BTreeMap::from([((1, 2), 3)]));
        check(&BTreeMap::from([(vec!["a"], "b")]));
    }
}
