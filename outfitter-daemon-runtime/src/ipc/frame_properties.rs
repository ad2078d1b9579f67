//! What holds of the frame decoder for all bytes and all cuts.

use proptest::collection::vec;
use proptest::prelude::*;

use super::frame::{Frame, LineDecoder};

const LIMIT: usize = 12;

/// What was decoded: the lines, and for those that are too long only that they are.
fn decode<'a>(chunks: impl IntoIterator<Item = &'a [u8]>) -> Vec<Option<Vec<u8>>> {
    let mut decoder = LineDecoder::new(LIMIT);
    let mut seen = Vec::new();
    for chunk in chunks {
        decoder.decode(chunk, |frame| {
            seen.push(match frame {
                Frame::Line(line) => Some(line.to_vec()),
                Frame::TooLong(head) => {
                    assert!(head.len() <= LIMIT + chunk.len(), "more held than allowed");
                    None
                }
            });
        });
        let held = decoder.begun().map_or(0, <[u8]>::len);
        assert!(held <= LIMIT, "{held} bytes held");
    }
    seen
}

/// The lines of `text` by definition.
fn expected(text: &[u8]) -> Vec<Option<Vec<u8>>> {
    let mut lines: Vec<&[u8]> = text.split(|byte| *byte == b'\n').collect();
    // What follows the last line end is no line, but may be too long already.
    let rest = lines.pop().unwrap_or_default();
    let line =
        |line: &&[u8]| (line.len() <= LIMIT).then(|| line.strip_suffix(b"\r").unwrap_or(line).to_vec());
    let mut lines: Vec<_> = lines.iter().map(line).collect();
    lines.extend((rest.len() > LIMIT).then_some(None));
    lines
}

/// Bytes in which lines end often enough.
fn byte() -> impl Strategy<Value = u8> {
    prop_oneof![2 => Just(b'\n'), 1 => Just(b'\r'), 10 => any::<u8>()]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn any_bytes_in_any_cuts_are_the_same_lines(chunks in vec(vec(byte(), 0..40), 0..12)) {
        let text = chunks.concat();
        prop_assert_eq!(decode(chunks.iter().map(Vec::as_slice)), expected(&text));
        prop_assert_eq!(decode(text.chunks(1)), expected(&text));
    }
}
