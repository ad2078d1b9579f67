//! Values of arguments that more than one attribute reads: one of some words, and whole numbers.

use super::args::Args;
use super::errors::Errors;
use super::suggest;

/// The position of the value of `key` among `words`.
pub(crate) fn word(args: &Args, key: &str, words: &[&str], errors: &mut Errors) -> Option<usize> {
    args.get(key)?;
    let text = args.text(key, errors)?;
    let written = text.value();
    let found = words.iter().position(|word| *word == written);
    if found.is_none() {
        errors.at(&text, expected(words, &written));
    }
    found
}

/// What is expected instead of `written`.
pub(crate) fn expected(words: &[&str], written: &str) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`\"{word}\"`")).collect();
    let meant = suggest::closest(written, words.iter().copied())
        .map_or(String::new(), |close| format!("; did you mean `\"{close}\"`?"));
    match quoted.as_slice() {
        [before @ .., last] if !before.is_empty() => {
            format!("expected {} or {last}{meant}", before.join(", "))
        }
        _ => format!("expected {}{meant}", quoted.join(", ")),
    }
}

/// The value of `key`, which counts `what`: from 1 to `most`.
pub(crate) fn count(args: &Args, key: &str, most: u32, what: &str, errors: &mut Errors) -> Option<u32> {
    args.get(key)?;
    let literal = args.integer(key, errors)?;
    let number = literal
        .base10_parse::<u32>()
        .ok()
        .filter(|number| (1..=most).contains(number));
    if number.is_none() {
        errors.at(&literal, format!("expected between 1 and {most} {what}"));
    }
    number
}
