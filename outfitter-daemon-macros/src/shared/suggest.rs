//! "Did you mean ...?".

/// The one of `known` that `written` was most likely meant to be.
pub(crate) fn closest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // One slip for every three letters, so that short words do not match everything.
    let allowed = (written.chars().count() / 3).clamp(1, 3);
    known
        .into_iter()
        .map(|word| (distance(written, word), word))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, word)| word)
}

/// What people write who know another framework, or guess; each with what it is called here.
const OTHERWISE: [(&str, &str); 25] = [
    ("daemon_name", "name"),
    ("err", "error"),
    ("event", "stream"),
    ("events", "stream"),
    ("flavor", "runtime"),
    ("grace", "shutdown_timeout"),
    ("idle", "idle_timeout"),
    ("interval", "every"),
    ("label", "name"),
    ("period", "every"),
    ("pid", "pid_file"),
    ("pid_path", "pid_file"),
    ("reply", "returns"),
    ("response", "returns"),
    ("ret", "returns"),
    ("return", "returns"),
    ("return", "response"),
    ("returns", "response"),
    ("shutdown", "shutdown_timeout"),
    ("socket_path", "socket"),
    ("lock_file", "lock"),
    ("threads", "worker_threads"),
    ("workers", "worker_threads"),
    ("yields", "stream"),
    ("depends_on", "after"),
];

/// "; did you mean ...?", or nothing if nothing is near.
pub(crate) fn meant<'a>(written: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> String {
    let otherwise = OTHERWISE
        .iter()
        .filter(|(word, _)| *word == written)
        .find_map(|(_, meant)| known.clone().into_iter().find(|known| known == meant));
    otherwise
        .or_else(|| same_word(written, known.clone()))
        .or_else(|| closest(written, known.clone()))
        .or_else(|| beginning(written, known))
        .map_or(String::new(), |close| format!("; did you mean `{close}`?"))
}

/// The one that is the same but for its case and for what stands between its words.
pub(crate) fn same_word<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let letters = |word: &str| word.replace(['_', '-'], "").to_lowercase();
    let written = letters(written);
    known.into_iter().find(|known| letters(known) == written)
}

/// The only one whose first words these are.
fn beginning<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let begins = |known: &&str| {
        known
            .strip_prefix(written)
            .is_some_and(|rest| rest.starts_with('_'))
    };
    let mut all = known.into_iter().filter(begins);
    all.next().filter(|_| all.next().is_none())
}

/// The words in backticks, with commas between them.
pub(crate) fn list<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    words
        .into_iter()
        .map(|word| format!("`{word}`"))
        .collect::<Vec<_>>()
        .join(", ")
}

/// How many letters must be put in, left out, replaced or swapped with the next to get from `a` to `b`.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let replaced = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut slips = replaced.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                slips = slips.min(before_last[j - 2] + 1);
            }
            row.push(slips);
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::{closest, distance, meant};

    #[test]
    fn counts_slips() {
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("timout", "timeout"), 1);
        assert_eq!(distance("nmae", "name"), 1);
        assert_eq!(distance("kitten", "sitting"), 3);
    }

    #[test]
    fn suggests_only_what_is_close() {
        let known = ["name", "timeout", "shutdown_timeout"];
        assert_eq!(closest("shutdown_timout", known), Some("shutdown_timeout"));
        assert_eq!(closest("nmae", known), Some("name"));
        assert_eq!(closest("colour", known), None);
        assert_eq!(closest("", known), None);
    }

    #[test]
    fn knows_other_ways_to_write_it() {
        let known = ["connection_idle_timeout", "max_in_flight", "max_line"];
        let said = |written| meant(written, known);
        assert_eq!(said("maxInFlight"), "; did you mean `max_in_flight`?");
        assert_eq!(said("MAX-LINE"), "; did you mean `max_line`?");
        assert_eq!(
            said("connection_idle"),
            "; did you mean `connection_idle_timeout`?"
        );
        // Which of them, nobody knows.
        assert_eq!(said("max"), "");
    }
}
