//! What can be wrong with a set of checks: their names, and what they come after.

use std::error::Error;
use std::fmt;

use crate::small::{SmallMap, sorted};
use crate::suggest::closest;

/// A check that does not fit in with the others.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum CheckError {
    /// Two checks have one name, and the report could only show one of them.
    Duplicate {
        /// The name.
        name: String,
        /// Where one of them is.
        first: String,
        /// Where the other is.
        second: String,
    },
    /// A check comes after one that there is not.
    Unknown {
        /// The check.
        name: String,
        /// Where it is.
        place: String,
        /// What it comes after.
        after: String,
        /// Which check may be meant.
        hint: String,
    },
    /// Checks come after each other, so none of them could ever run.
    Cycle {
        /// Their names; each comes after the next, and the last after the first.
        names: Vec<String>,
    },
}

impl fmt::Display for CheckError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Duplicate { name, first, second } => write!(
                f,
                "duplicate: two health checks are called `{name}`, {first} and {second}; rename one"
            ),
            Self::Unknown {
                name,
                place,
                after,
                hint,
            } => write!(
                f,
                "unknown: the health check `{name}` ({place}) comes after `{after}`, which is no health check{hint}"
            ),
            Self::Cycle { names } => write!(
                f,
                "cycle: the health checks {} wait for each other; remove one `after`",
                Ring(names)
            ),
        }
    }
}

impl Error for CheckError {}

struct Ring<'a>(&'a [String]);

impl fmt::Display for Ring<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|name| write!(f, "`{name}` → "))?;
        write!(f, "`{}`", self.0.first().map_or("", String::as_str))
    }
}

/// A check as far as it concerns others.
#[derive(Clone, Debug)]
pub(crate) struct Outline {
    pub(crate) name: String,
    pub(crate) after: Vec<String>,
    /// Where it is written, for people.
    pub(crate) place: String,
}

/// Everything that is wrong with these checks, sorted; nothing if all is well.
pub(crate) fn problems(checks: &[Outline]) -> Vec<CheckError> {
    let mut by_name: SmallMap<&str, &Outline> = SmallMap::default();
    let mut problems = Vec::new();
    for check in sorted(checks.iter().collect(), |one, other| one.name < other.name) {
        match by_name.get(check.name.as_str()) {
            None => by_name.insert(&check.name, check),
            Some(first) => problems.push(CheckError::Duplicate {
                name: check.name.clone(),
                first: first.place.clone(),
                second: check.place.clone(),
            }),
        }
    }
    for check in checks {
        unknown(check, &by_name, &mut problems);
    }
    problems.extend(cycles(&by_name));
    sorted(problems, |one, other| one < other)
}

fn unknown(check: &Outline, by_name: &SmallMap<&str, &Outline>, problems: &mut Vec<CheckError>) {
    for after in &check.after {
        if by_name.get(after.as_str()).is_none() {
            problems.push(CheckError::Unknown {
                name: check.name.clone(),
                place: check.place.clone(),
                after: after.clone(),
                hint: hint(after, by_name),
            });
        }
    }
}

fn hint(name: &str, by_name: &SmallMap<&str, &Outline>) -> String {
    let known: Vec<&str> = by_name.iter().map(|(name, _)| *name).collect();
    if let Some(known) = closest(name, known.iter().copied()) {
        return format!("; did you mean `{known}`?");
    }
    format!("; there are {}", known.join(", "))
}

/// How far the search for cycles has come with a check.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Seen {
    OnTheWay,
    Done,
}

fn cycles(by_name: &SmallMap<&str, &Outline>) -> Vec<CheckError> {
    let mut search = Search {
        by_name,
        seen: SmallMap::default(),
        way: Vec::new(),
        found: Vec::new(),
    };
    for (name, _) in by_name.iter() {
        search.visit(name);
    }
    search.found
}

struct Search<'a> {
    by_name: &'a SmallMap<&'a str, &'a Outline>,
    seen: SmallMap<&'a str, Seen>,
    way: Vec<&'a str>,
    found: Vec<CheckError>,
}

impl<'a> Search<'a> {
    fn visit(&mut self, name: &'a str) {
        match self.seen.get(name) {
            Some(Seen::Done) => return,
            Some(Seen::OnTheWay) => {
                let since = self.way.iter().position(|on_the_way| *on_the_way == name);
                let ring = &self.way[since.unwrap_or_default()..];
                let names = ring.iter().map(ToString::to_string).collect();
                return self.found.push(CheckError::Cycle { names });
            }
            None => {}
        }
        let Some(check) = self.by_name.get(name) else {
            return;
        };
        self.seen.insert(name, Seen::OnTheWay);
        self.way.push(name);
        for after in &check.after {
            self.visit(after);
        }
        self.way.pop();
        self.seen.insert(name, Seen::Done);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, after: &[&str]) -> Outline {
        Outline {
            name: name.into(),
            after: after.iter().map(ToString::to_string).collect(),
            place: format!("{name}.rs:1"),
        }
    }

    fn said(checks: &[Outline]) -> Vec<String> {
        problems(checks).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn what_fits_together_is_fine() {
        assert!(problems(&[]).is_empty());
        let diamond = [
            check("a", &["b", "c"]),
            check("b", &["d"]),
            check("c", &["d"]),
            check("d", &[]),
        ];
        assert!(problems(&diamond).is_empty());
    }

    #[test]
    fn a_name_that_is_there_twice_is_said_with_both_places() {
        let said = said(&[check("a", &[]), check("a", &[])]);
        assert_eq!(
            said,
            ["duplicate: two health checks are called `a`, a.rs:1 and a.rs:1; rename one"]
        );
    }

    #[test]
    fn what_a_check_comes_after_must_be_there() {
        let said = said(&[check("cache", &["databse", "x"]), check("database", &[])]);
        assert_eq!(
            said,
            [
                "unknown: the health check `cache` (cache.rs:1) comes after `databse`, which is no health check; \
                 did you mean `database`?",
                "unknown: the health check `cache` (cache.rs:1) comes after `x`, which is no health check; \
                 there are cache, database",
            ]
        );
    }

    #[test]
    fn every_cycle_is_named_once() {
        let checks = [
            check("a", &["b"]),
            check("b", &["c"]),
            check("c", &["a"]),
            check("d", &["a"]),
            check("self", &["self"]),
        ];
        assert_eq!(
            said(&checks),
            [
                "cycle: the health checks `a` → `b` → `c` → `a` wait for each other; remove one `after`",
                "cycle: the health checks `self` → `self` wait for each other; remove one `after`",
            ]
        );
    }
}
