//! What stands in a lock file or PID file. Pure.

/// How much of a file is read: far more than any PID, and an end to anything else.
pub(super) const LIMIT: usize = 64;

/// The content for `pid`.
pub(super) fn text(pid: i64) -> String {
    format!("{pid}\n")
}

/// The number at the beginning of `content`, by the grammar of the TypeScript package, JavaScript's
/// `parseInt`: white space, a sign, digits, and then anything. `None` is no PID: a file that is free.
pub(super) fn parse(content: &[u8]) -> Option<i64> {
    let text = String::from_utf8_lossy(content);
    // JavaScript counts the byte order mark among white space.
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    // A number that reaches the end of what was read may go on.
    if end == digits.len() && content.len() >= LIMIT {
        return None;
    }
    digits[..end].parse::<i64>().ok().map(|number| sign * number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_the_typescript_package_reads() {
        let cut = format!("{}12", " ".repeat(62));
        let table: &[(&[u8], Option<i64>)] = &[
            (b"1234\n", Some(1234)),
            (b"1234", Some(1234)),
            (b"  \t\r\n 1234 \n", Some(1234)),
            ("\u{feff}\u{a0}1234".as_bytes(), Some(1234)),
            (b"1234\n{\"more\":1}", Some(1234)),
            (b"12abc", Some(12)),
            (b"12\xff\xfe", Some(12)),
            (b"+12", Some(12)),
            (b"-12\n", Some(-12)),
            (b"0\n", Some(0)),
            (b"0x10", Some(0)),
            (b"2147483648", Some(1 << 31)),
            (b"99999999999999999999", None),
            (&[b'9'; LIMIT], None),
            (cut.as_bytes(), None),
            (b"", None),
            (b" \n", None),
            (b"- 12", None),
            (b"abc", None),
            (b"\xff\xfe1", None),
            (b"\0\0\0", None),
        ];
        for (content, expected) in table {
            assert_eq!(
                parse(content),
                *expected,
                "{:?}",
                String::from_utf8_lossy(content)
            );
        }
    }

    #[test]
    fn what_is_written_reads_back() {
        assert_eq!(parse(text(4711).as_bytes()), Some(4711));
        assert_eq!(text(4711), "4711\n");
    }
}
