//! Bytes to lines: the frame decoder, which does no I/O and never holds more than one line.

use memchr::memchr;

use super::chunk::CHUNK;

/// What the decoder makes of the bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Frame<'a> {
    /// A whole line without its end.
    Line(&'a [u8]),
    /// The beginning of a line that is longer than the limit; the rest of it is skipped.
    TooLong(&'a [u8]),
}

/// Cuts a stream of bytes into lines of a limited length.
///
/// A line that has arrived whole is handed out from the chunk it came in, without a copy; only the
/// beginning of an unfinished one is kept. Between lines it owns no memory.
#[derive(Debug)]
pub(crate) struct LineDecoder {
    unfinished: Vec<u8>,
    limit: usize,
    skipping: bool,
}

impl LineDecoder {
    /// A decoder for lines of at most `limit` bytes, not counting the line end.
    pub(crate) fn new(limit: usize) -> Self {
        Self {
            unfinished: Vec::new(),
            limit,
            skipping: false,
        }
    }

    /// Takes the next bytes of the stream and hands every line that they complete to `each`, in order.
    pub(crate) fn decode(&mut self, mut chunk: &[u8], mut each: impl FnMut(Frame<'_>)) {
        while let Some(end) = memchr(b'\n', chunk) {
            let (head, tail) = (&chunk[..end], &chunk[end + 1..]);
            self.finish_line(head, &mut each);
            chunk = tail;
        }
        self.keep(chunk, &mut each);
    }

    /// The line that is under way, if it is so long that the next bytes should be appended to it where it
    /// is, and not copied there; then [`decode_appended`](Self::decode_appended) is to be told.
    pub(crate) fn long_line(&mut self) -> Option<&mut Vec<u8>> {
        if self.unfinished.len() < CHUNK {
            return None;
        }
        // A long line tends to become much longer; what it really needs is not known.
        let most = self.limit.saturating_add(1).saturating_sub(self.unfinished.len());
        let room = (self.unfinished.len() * 3).clamp(1, most.max(1));
        if self.unfinished.capacity() - self.unfinished.len() < CHUNK.min(room) {
            self.unfinished.reserve(room);
        }
        Some(&mut self.unfinished)
    }

    /// Takes the bytes after the first `before` of the line under way.
    pub(crate) fn decode_appended(&mut self, before: usize, mut each: impl FnMut(Frame<'_>)) {
        let Some(end) = memchr(b'\n', &self.unfinished[before..]) else {
            return self.refuse_long(&mut each);
        };
        let line = std::mem::take(&mut self.unfinished);
        let (line, next) = line.split_at(before + end);
        each(self.judge(line));
        self.decode(&next[1..], each);
    }

    /// The beginning of a line whose end has not come yet; empty if it is skipped, none between lines.
    pub(crate) fn begun(&self) -> Option<&[u8]> {
        (self.skipping || !self.unfinished.is_empty()).then_some(&self.unfinished)
    }

    fn finish_line(&mut self, head: &[u8], each: &mut impl FnMut(Frame<'_>)) {
        if std::mem::take(&mut self.skipping) {
            return;
        }
        if self.unfinished.is_empty() {
            each(self.judge(head));
            return;
        }
        self.unfinished.extend_from_slice(head);
        let line = std::mem::take(&mut self.unfinished);
        each(self.judge(&line));
    }

    fn judge<'a>(&self, line: &'a [u8]) -> Frame<'a> {
        if line.len() > self.limit {
            return Frame::TooLong(line);
        }
        // A `\r` before the end is white space to JSON, but not to a handler of raw text.
        Frame::Line(line.strip_suffix(b"\r").unwrap_or(line))
    }

    fn keep(&mut self, tail: &[u8], each: &mut impl FnMut(Frame<'_>)) {
        if tail.is_empty() || self.skipping {
            return;
        }
        self.unfinished.extend_from_slice(tail);
        self.refuse_long(each);
    }

    fn refuse_long(&mut self, each: &mut impl FnMut(Frame<'_>)) {
        if self.unfinished.len() > self.limit {
            self.skipping = true;
            let line = std::mem::take(&mut self.unfinished);
            each(Frame::TooLong(&line));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(decoder: &mut LineDecoder, chunks: &[&str]) -> Vec<String> {
        let mut seen = Vec::new();
        for chunk in chunks {
            decoder.decode(chunk.as_bytes(), |frame| {
                seen.push(match frame {
                    Frame::Line(line) => String::from_utf8_lossy(line).into_owned(),
                    Frame::TooLong(head) => format!("too long: {}", head.len()),
                });
            });
        }
        seen
    }

    #[test]
    fn gives_the_same_lines_however_the_bytes_are_cut() {
        let text = "one\ntwo\r\n\nthree\n";
        for cut in 0..text.len() {
            let mut decoder = LineDecoder::new(100);
            let (head, tail) = text.split_at(cut);
            assert_eq!(
                decode(&mut decoder, &[head, tail]),
                ["one", "two", "", "three"],
                "cut at {cut}"
            );
            assert!(decoder.unfinished.is_empty());
        }
    }

    /// As a connection does it: bytes of a long line are appended to it.
    fn append(decoder: &mut LineDecoder, bytes: &[u8]) -> Vec<usize> {
        let mut seen = Vec::new();
        let each = |frame: Frame<'_>| match frame {
            Frame::Line(line) => seen.push(line.len()),
            Frame::TooLong(_) => seen.push(usize::MAX),
        };
        match decoder.long_line() {
            Some(line) => {
                let before = line.len();
                line.extend_from_slice(bytes);
                decoder.decode_appended(before, each);
            }
            None => decoder.decode(bytes, each),
        }
        seen
    }

    #[test]
    fn appends_to_a_long_line_what_belongs_to_it() {
        let mut decoder = LineDecoder::new(4 * CHUNK);
        let chunk = vec![b'x'; CHUNK];
        assert!(append(&mut decoder, &chunk).is_empty());
        assert!(append(&mut decoder, &chunk).is_empty());
        assert_eq!(append(&mut decoder, b"xy\none\n\ntw"), [2 * CHUNK + 2, 3, 0]);
        assert_eq!(append(&mut decoder, b"o\n"), [3]);
        assert_eq!(decoder.unfinished.capacity(), 0);
    }

    #[test]
    fn refuses_a_long_line_that_is_appended_to() {
        let mut decoder = LineDecoder::new(2 * CHUNK);
        let chunk = vec![b'x'; CHUNK];
        assert!(append(&mut decoder, &chunk).is_empty());
        assert!(append(&mut decoder, &chunk).is_empty());
        assert_eq!(append(&mut decoder, b"x"), [usize::MAX]);
        assert_eq!(append(&mut decoder, b"x\nok\n"), [2]);
        assert!(append(&mut decoder, &chunk).is_empty());
        assert!(append(&mut decoder, &chunk).is_empty());
        assert_eq!(append(&mut decoder, b"x\nok\n"), [usize::MAX, 2]);
    }

    #[test]
    fn refuses_a_long_line_while_it_is_read_and_goes_on_after_it() {
        let mut decoder = LineDecoder::new(4);
        assert_eq!(decode(&mut decoder, &["12", "345"]), ["too long: 5"]);
        assert_eq!(decode(&mut decoder, &["6789", "0\nok\n"]), ["ok"]);
    }

    #[test]
    fn refuses_a_long_line_that_comes_at_once() {
        let mut decoder = LineDecoder::new(4);
        assert_eq!(decode(&mut decoder, &["12345\n1234\n"]), ["too long: 5", "1234"]);
    }

    #[test]
    fn holds_nothing_of_a_line_that_it_skips() {
        let mut decoder = LineDecoder::new(4);
        decode(&mut decoder, &["12345"]);
        for _ in 0..1000 {
            decode(&mut decoder, &["0123456789"]);
        }
        assert_eq!(decoder.unfinished.capacity(), 0);
    }
}
