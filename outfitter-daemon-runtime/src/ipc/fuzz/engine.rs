//! A fuzzer for the stable toolchain: seeds, their mutations, and as many seconds as there are.
//!
//! A check says in a number what kind of input it was. One of a kind that was not seen before is mutated further, so
//! that the search goes on from where something new happened. An input that fails is written to the seeds, which are
//! kept in the repository and tried first from then on.

#![allow(
    clippy::print_stderr,
    reason = "what a search has done is shown with its test"
)]

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How many inputs are remembered for mutation.
const REMEMBERED: usize = 2000;
/// The longest input that is made.
const LONGEST: usize = 4096;

/// What requests are made of, and what comes near.
const PIECES: &[&str] = &[
    "\n",
    "\r\n",
    "\"",
    "\\",
    "\\u0074",
    "\\ud800",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    " ",
    "\t",
    "0",
    "-1",
    "1e999",
    "1.5",
    "e",
    "t",
    "\u{1}",
    "\u{0}",
    "é",
    "\u{feff}",
    "null",
    "true",
    "\"id\":1",
    ",\"id\":\"2\"",
    "\"type\":\"request\"",
    "\"type\":\"cancel\"",
    "\"type\":\"more\",\"count\":3",
    ",\"stream\":true",
    ",\"oneway\":true",
    ",\"credit\":1",
    ",\"timeout_ms\":5",
    ",\"payload\":",
    ",\"payload\":{\"type\":\"y\"}",
    "\"later\"",
    "\"fail\"",
    "\"panic\"",
    "18446744073709551616",
    "{\"id\":\"9\",\"type\":\"request\",\"payload\":{\"type\":\"x\"}}\n",
    "[[[[[[[[[[[[[[[[",
];

/// Runs `check` on all seeds of `target` and then on mutations, for `FUZZ_SECONDS` (default 1).
///
/// The mutations are the same every time, as far as time allows, so that a change fails because of itself;
/// `FUZZ_SEED=$RANDOM` looks elsewhere.
pub(crate) fn run(target: &str, check: impl Fn(&[u8]) -> u64) {
    let folder = seeds(target);
    let mut corpus = read_seeds(&folder);
    let number = variable("FUZZ_SEED").unwrap_or(0);
    let mut random = fastrand::Rng::with_seed(number);
    let mut kinds = HashSet::new();
    let attempt = |input: &[u8]| {
        let checked = catch_unwind(AssertUnwindSafe(|| check(input)));
        checked.unwrap_or_else(|panic| {
            let kept = keep(&folder, input);
            eprintln!(
                "{target} (FUZZ_SEED={number}): {}\nkept as {}",
                input.escape_ascii(),
                kept.display()
            );
            resume_unwind(panic)
        })
    };
    for seed in &corpus {
        kinds.insert(attempt(seed));
    }
    let until = Instant::now() + Duration::from_secs(variable("FUZZ_SECONDS").unwrap_or(1));
    let mut count = 0_u64;
    while Instant::now() < until {
        let input = mutate(&corpus, &mut random);
        count += 1;
        if kinds.insert(attempt(&input)) && corpus.len() < REMEMBERED {
            corpus.push(input);
        }
    }
    eprintln!("{target}: {count} inputs of {} kinds", kinds.len());
}

/// The number for what can be told apart.
pub(crate) fn kind(of: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    hasher.finish()
}

fn variable(name: &str) -> Option<u64> {
    let text = std::env::var(name).ok()?;
    Some(
        text.parse()
            .unwrap_or_else(|_| panic!("{name} is `{text}`; it must be a whole number")),
    )
}

/// In the repository; the published crate has none, and starts from nothing.
fn seeds(target: &str) -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.join("../tests/limits/seeds").join(target)
}

fn read_seeds(folder: &Path) -> Vec<Vec<u8>> {
    let files = std::fs::read_dir(folder).into_iter().flatten();
    let mut paths: Vec<PathBuf> = files.filter_map(|file| Some(file.ok()?.path())).collect();
    paths.sort();
    let mut seeds: Vec<Vec<u8>> = paths.iter().filter_map(|path| std::fs::read(path).ok()).collect();
    if seeds.is_empty() {
        seeds.push(PIECES.concat().into_bytes());
    }
    seeds
}

fn keep(folder: &Path, input: &[u8]) -> PathBuf {
    let path = folder.join(format!("found-{:016x}", kind(input)));
    // Where it cannot be written it has at least been printed.
    let _ = std::fs::create_dir_all(folder).and_then(|()| std::fs::write(&path, input));
    path
}

fn mutate(corpus: &[Vec<u8>], random: &mut fastrand::Rng) -> Vec<u8> {
    let mut input = corpus[random.usize(..corpus.len())].clone();
    for _ in 0..random.usize(1..5) {
        let from = random.usize(..=input.len());
        let to = (from + random.usize(..8)).min(input.len());
        match random.u8(..8) {
            0 => drop(input.drain(from..to)),
            1 => drop(input.splice(from..to, PIECES[random.usize(..PIECES.len())].bytes())),
            2 | 3 => drop(input.splice(from..from, PIECES[random.usize(..PIECES.len())].bytes())),
            4 => input[from..to]
                .iter_mut()
                .for_each(|byte| *byte ^= 1 << random.u8(..8)),
            5 => input[from..to].iter_mut().for_each(|byte| *byte = random.u8(..)),
            6 => {
                let other = &corpus[random.usize(..corpus.len())];
                let begin = random.usize(..=other.len());
                drop(input.splice(from.., other[begin..].iter().copied()));
            }
            _ => {
                let repeated = input[from..to].repeat(random.usize(1..20));
                drop(input.splice(from..from, repeated));
            }
        }
    }
    input.truncate(LONGEST);
    input
}
