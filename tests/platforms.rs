//! Where the sources may speak of platforms, and that no test stands still on Windows without a word.

#![allow(
    clippy::unwrap_used,
    reason = "a test fails by panicking, also in its helpers"
)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Folders with sources. Those of the attributes' own tests are left out, for which a condition is an input.
const SOURCES: [&str; 8] = [
    "outfitter-daemon/src",
    "outfitter-daemon-runtime/src",
    "outfitter-daemon-runtime/benches",
    "outfitter-daemon-macros/src",
    "outfitter-daemon-tasks/src",
    "server-init/src",
    "examples",
    "tests",
];
/// Suites for Linux as a whole, which `tests/windows/run` names.
const FOR_LINUX: [&str; 2] = ["faults", "interop"];
/// What a file or a folder for one platform has in its name.
const PLATFORMS: [&str; 4] = ["unix", "linux", "macos", "windows"];
/// How a condition speaks of a platform.
const CONDITIONS: [&str; 4] = ["unix", "windows", "target_os", "target_family"];
/// What there is on one platform alone.
const FOREIGN: [&str; 6] = [
    "std::os::unix",
    "std::os::linux",
    "std::os::fd",
    "std::os::windows",
    "rustix::",
    "windows_sys::",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Gives every source below `folder`, by its path from there, to `look`.
fn each_source(folder: &Path, look: &mut dyn FnMut(&Path, &str)) {
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            each_source(&path, look);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            look(&path, &std::fs::read_to_string(&path).unwrap());
        }
    }
}

/// The lines in which `is_wrong` finds something, of all sources that are for every platform. It is given a line and those
/// that follow.
fn wrong_lines(is_wrong: fn(&str, &[&str]) -> bool) -> Vec<String> {
    let mut wrong = Vec::new();
    for folder in SOURCES {
        let folder = root().join(folder);
        each_source(&folder, &mut |path, text| {
            let inside = path.strip_prefix(&folder).unwrap();
            if is_for_one_platform(inside) || is_about_attributes(path) {
                return;
            }
            let lines: Vec<&str> = text.lines().map(str::trim).collect();
            for (index, line) in lines.iter().enumerate() {
                if !line.starts_with("//") && is_wrong(line, &lines[index + 1..]) {
                    wrong.push(format!("{}:{}: {line}", path.display(), index + 1));
                }
            }
        });
    }
    wrong
}

fn is_for_one_platform(path: &Path) -> bool {
    let mut names = path.iter().map(|name| name.to_str().unwrap());
    names.any(|name| FOR_LINUX.contains(&name) || PLATFORMS.iter().any(|platform| name.contains(platform)))
}

fn is_about_attributes(path: &Path) -> bool {
    let is_here = path.ends_with(file!()) || path.ends_with("tests/platforms.rs");
    is_here || (path.ends_with("tests.rs") && path.iter().any(|name| name == "outfitter-daemon-macros"))
}

/// A condition on the platform, of anything but the module of that platform and the name by which it is used.
fn is_misplaced_condition(line: &str, next: &[&str]) -> bool {
    let is_condition = ["cfg(", "cfg!(", "cfg_attr("]
        .iter()
        .any(|kind| line.contains(kind));
    if !is_condition || !CONDITIONS.iter().any(|word| line.contains(word)) {
        return false;
    }
    let item = next.iter().find(|line| !line.starts_with("#[")).copied();
    let words: Vec<&str> = item.unwrap_or_default().split(' ').collect();
    let chooses = match words.as_slice() {
        [visibility, kind, ..] if visibility.starts_with("pub") => ["mod", "use"].contains(kind),
        [kind, ..] => ["mod", "use"].contains(kind),
        [] => false,
    };
    !(chooses && line.starts_with("#[cfg("))
}

#[test]
fn conditions_on_the_platform_only_choose_modules() {
    assert_eq!(wrong_lines(is_misplaced_condition), [""; 0]);
}

#[test]
fn a_condition_on_anything_else_is_seen() {
    for (line, next) in [
        ("#[cfg(unix)]", "fn main() {}"),
        ("#[cfg(all(test, target_os = \"linux\"))]", "struct Here;"),
        ("#[cfg_attr(windows, path = \"here.rs\")]", "mod here;"),
        ("let limit = if cfg!(windows) { 1 } else { 2 };", ""),
    ] {
        assert!(is_misplaced_condition(line, &[next]), "{line}");
    }
    for (line, next) in [
        ("#[cfg(unix)]", "mod unix;"),
        ("#[cfg(all(windows, test))]", "pub(crate) use windows::Here;"),
        ("#[cfg(test)]", "fn main() {}"),
        ("let unix = true;", ""),
    ] {
        assert!(!is_misplaced_condition(line, &[next]), "{line}");
    }
}

#[test]
fn what_one_platform_has_is_only_used_in_files_that_are_named_for_it() {
    let is_foreign = |line: &str, _: &[&str]| FOREIGN.iter().any(|name| line.contains(name));
    assert_eq!(wrong_lines(is_foreign), [""; 0]);
}

/// The functions under a test attribute.
fn tests_in(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().collect();
    let attributes = lines.iter().enumerate().filter(|(_, line)| {
        let line = line.trim();
        line.starts_with("#[test]") || line.starts_with("#[tokio::test")
    });
    let names = attributes.map(|(index, _)| {
        let function = lines[index..].iter().find(|line| line.contains("fn ")).unwrap();
        let (_, rest) = function.split_once("fn ").unwrap();
        rest.split('(').next().unwrap().to_owned()
    });
    names.collect()
}

/// The names in the list of a suite.
fn listed_in(text: &str) -> Vec<String> {
    let entries = text.lines().filter_map(|line| line.trim().split_once(':'));
    let is_name = |name: &str| {
        name.chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
    };
    let names = entries
        .filter(|(name, rest)| is_name(name) && !rest.starts_with(':'))
        .map(|(name, _)| name);
    names.map(str::to_owned).collect()
}

#[test]
fn every_test_that_is_not_for_windows_is_listed_there_with_its_reason() {
    let mut suites = 0;
    for suite in std::fs::read_dir(root().join("tests"))
        .unwrap()
        .map(Result::unwrap)
    {
        let suite = suite.path();
        if !suite.join("main.rs").exists() || FOR_LINUX.iter().any(|name| suite.ends_with(name)) {
            continue;
        }
        let (mut elsewhere, mut listed) = (BTreeSet::new(), BTreeSet::new());
        each_source(&suite, &mut |path, text| {
            let inside = path.strip_prefix(&suite).unwrap().to_str().unwrap();
            if inside.contains("not_on_windows") {
                listed.extend(listed_in(text));
            } else if inside.contains("unix") || inside.contains("linux") {
                elsewhere.extend(tests_in(text));
            }
        });
        suites += usize::from(!listed.is_empty());
        assert_eq!(elsewhere, listed, "{}", suite.display());
    }
    assert!(suites > 5, "the lists are found");
}
