//! The text of `/proc/<pid>/stat` and `/proc/stat`. Pure.

/// The fields of `/proc/<pid>/stat` that we use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stat {
    /// One letter: `R`, `S`, `Z` and so on.
    pub(super) state: u8,
    pub(super) parent: i32,
    pub(super) threads: i64,
    /// Clock ticks from boot to start.
    pub(super) started: u64,
}

impl Stat {
    /// Parses the one line, whose second field is the program's name in parentheses. The name may contain
    /// anything, also spaces and parentheses, so that fields are counted from the last closing one.
    pub(super) fn parse(line: &[u8]) -> Option<Self> {
        let end_of_name = line.iter().rposition(|byte| *byte == b')')?;
        let rest = str::from_utf8(line.get(end_of_name + 1..)?).ok()?;
        // In proc(5)'s numbers, which begin at 1, these are the fields 3, 4, 20 and 22.
        let mut fields = rest.split_ascii_whitespace();
        let state = *fields.next()?.as_bytes().first()?;
        let parent = fields.next()?.parse().ok()?;
        let threads = fields.nth(15)?.parse().ok()?;
        let started = fields.nth(1)?.parse().ok()?;
        Some(Self {
            state,
            parent,
            threads,
            started,
        })
    }
}

/// The line `btime <seconds since 1970>` of `/proc/stat`.
pub(super) fn boot_time(text: &[u8]) -> Option<u64> {
    let line = text
        .split(|byte| *byte == b'\n')
        .find_map(|line| line.strip_prefix(b"btime "))?;
    str::from_utf8(line).ok()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_may_contain_anything() {
        let rest = "S 7 1 1 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 3 0 5421 1 1";
        let expected = Stat {
            state: b'S',
            parent: 7,
            threads: 3,
            started: 5421,
        };
        for name in ["sh", "a b", "x) Z 9 (y", ") R 1", "((", "\u{fffd}"] {
            assert_eq!(
                Stat::parse(format!("12 ({name}) {rest}").as_bytes()),
                Some(expected)
            );
        }
        let not_utf8 = [b"12 (\xff\xfe) ".as_slice(), rest.as_bytes()].concat();
        assert_eq!(Stat::parse(&not_utf8), Some(expected));
    }

    #[test]
    fn half_a_line_is_none() {
        for text in ["", "12", "12 (sh", "12 (sh)", "12 (sh) S", "12 (sh) S 7 1 1"] {
            assert_eq!(Stat::parse(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn finds_the_boot_time() {
        assert_eq!(
            boot_time(b"cpu  1 2\nintr 5\nbtime 1763676000\nprocesses 9\n"),
            Some(1_763_676_000)
        );
        assert_eq!(boot_time(b"cpu  1 2\n"), None);
    }
}
