//! The tests and the exit codes that `docs/reliability.md` names are those that there are.

#![allow(
    clippy::unwrap_used,
    reason = "a test fails by panicking, also in its helpers"
)]

use std::collections::BTreeSet;
use std::path::Path;

const EXIT_CODES: &str = include_str!("../outfitter-daemon-runtime/src/exit.rs");
const PROMISES: &str = include_str!("../docs/reliability.md");

/// The names in the last column of the tables.
fn named() -> impl Iterator<Item = &'static str> {
    let rows = PROMISES.lines().filter(|line| line.starts_with('|'));
    let tests = rows.filter_map(|row| row.trim_end_matches([' ', '|']).rsplit('|').next());
    tests
        .flat_map(|cell| cell.split('`').skip(1).step_by(2))
        .filter(|name| name.contains('_') && name.chars().all(|c| c.is_ascii_lowercase() || c == '_'))
}

/// Adds the functions below `folder` that stand under a test attribute.
fn find_tests(folder: &Path, tests: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            find_tests(&path, tests);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let source = std::fs::read_to_string(&path).unwrap();
            let lines: Vec<&str> = source.lines().map(str::trim).collect();
            tests.extend(lines.windows(2).filter_map(|pair| test_name(pair[0], pair[1])));
        }
    }
}

fn test_name(attribute: &str, function: &str) -> Option<String> {
    let (_, rest) = function.split_once("fn ")?;
    let (name, _) = rest.split_once('(')?;
    (attribute.starts_with("#[") && attribute.contains("test")).then(|| name.to_owned())
}

#[test]
fn every_promise_names_a_test_that_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut tests = BTreeSet::new();
    find_tests(&root.join("tests"), &mut tests);
    find_tests(&root.join("outfitter-daemon-runtime/src"), &mut tests);
    assert!(named().count() > 50, "the tables are read");
    let missing: Vec<&str> = named().filter(|name| !tests.contains(*name)).collect();
    assert_eq!(missing, [""; 0]);
}

#[test]
fn every_exit_code_is_explained() {
    let in_code: Vec<u8> = EXIT_CODES
        .lines()
        .filter_map(|line| line.trim().strip_suffix(',')?.split_once(" = ")?.1.parse().ok())
        .collect();
    let explained: Vec<u8> = PROMISES
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.split_once(" |")?.0.parse().ok())
        .collect();
    assert!(in_code.len() > 5, "the codes are read");
    assert_eq!(explained, in_code);
}
