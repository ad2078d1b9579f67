//! Whether a daemon that runs is to make room for another build of it.

use std::cmp::Ordering;

/// What becomes of a daemon that runs but may be of another build than the caller.
///
/// Whoever connects must not stop a daemon that others use, so that it is replaced only if the caller asks for it,
/// and only by what is newer: two programs with different ideas can then not take turns in replacing each other's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Replace {
    /// It stays, whatever it is.
    #[default]
    Never,
    /// It is stopped in good order, and started anew, if its version is lower than this one.
    ///
    /// Versions are compared as Semantic Versioning has it; what says no version, or one that is not numbers and dots
    /// at its beginning, stays.
    OlderThan(String),
}

impl Replace {
    /// Whether a daemon of this version is to go.
    pub(super) fn replaces(&self, running: Option<&str>) -> bool {
        match self {
            Self::Never => false,
            Self::OlderThan(wanted) => running
                .and_then(Version::parse)
                .zip(Version::parse(wanted))
                .is_some_and(|(running, wanted)| running.compare(&wanted) == Ordering::Less),
        }
    }
}

/// `1.2.3-rc.1+build`, with any number of numbers.
struct Version<'a> {
    numbers: Vec<u64>,
    before_release: Option<Vec<&'a str>>,
}

impl<'a> Version<'a> {
    fn parse(text: &'a str) -> Option<Self> {
        let text = text.trim();
        let text = text.strip_prefix('v').unwrap_or(text);
        let text = text.split_once('+').map_or(text, |(version, _build)| version);
        let (numbers, before_release) = match text.split_once('-') {
            Some((numbers, rest)) => (numbers, Some(rest.split('.').collect())),
            None => (text, None),
        };
        let numbers = numbers.split('.').map(|number| number.parse().ok());
        Some(Self {
            numbers: numbers.collect::<Option<_>>()?,
            before_release,
        })
    }

    fn compare(&self, other: &Self) -> Ordering {
        let length = self.numbers.len().max(other.numbers.len());
        let padded = |version: &Self| {
            let mut numbers = version.numbers.clone();
            numbers.resize(length, 0);
            numbers
        };
        padded(self)
            .cmp(&padded(other))
            .then_with(|| match (&self.before_release, &other.before_release) {
                (None, None) => Ordering::Equal,
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some(ours), Some(theirs)) => compare_identifiers(ours, theirs),
            })
    }
}

/// Numbers by value and before words, words by their letters, and the longer list last.
fn compare_identifiers(ours: &[&str], theirs: &[&str]) -> Ordering {
    let compare = |(ours, theirs): (&&str, &&str)| match (ours.parse::<u64>(), theirs.parse::<u64>()) {
        (Ok(ours), Ok(theirs)) => ours.cmp(&theirs),
        (Ok(_), Err(_)) => Ordering::Less,
        (Err(_), Ok(_)) => Ordering::Greater,
        (Err(_), Err(_)) => ours.cmp(theirs),
    };
    let first_difference = ours.iter().zip(theirs).map(compare).find(|order| order.is_ne());
    first_difference.unwrap_or_else(|| ours.len().cmp(&theirs.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_older_is_replaced() {
        // In ascending order, as semver.org has it.
        let versions = [
            "0.9.9",
            "0.10.0",
            "1.0.0-alpha",
            "1.0.0-alpha.1",
            "1.0.0-alpha.beta",
            "1.0.0-beta.2",
            "1.0.0-beta.11",
            "1.0.0-rc.1",
            "1.0.0",
            "1.0.1",
            "v2",
        ];
        for (position, running) in versions.iter().enumerate() {
            for (wanted_position, wanted) in versions.iter().enumerate() {
                let replace = Replace::OlderThan((*wanted).to_owned());
                assert_eq!(
                    replace.replaces(Some(running)),
                    position < wanted_position,
                    "{running} by {wanted}"
                );
            }
        }
    }

    #[test]
    fn what_cannot_be_compared_stays() {
        let newer = Replace::OlderThan("2.0".into());
        for running in [
            None,
            Some(""),
            Some("unknown"),
            Some("1.x"),
            Some("99999999999999999999"),
        ] {
            assert!(!newer.replaces(running), "{running:?}");
        }
        assert!(!Replace::OlderThan("tomorrow".into()).replaces(Some("1.0")));
        assert!(!Replace::Never.replaces(Some("0.0.1")));
        for same in ["1.2", "1.2.0", "1.2.0+other.build"] {
            assert!(
                !Replace::OlderThan("1.2.0+this".into()).replaces(Some(same)),
                "{same}"
            );
        }
    }
}
