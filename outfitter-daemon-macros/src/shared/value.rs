//! Values of arguments that more than one attribute reads: one of some words, and whole numbers.

use syn::LitInt;

use super::arg::Arg;
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
    let arg = args.get(key)?;
    let literal = args.integer(key, errors)?;
    let number = literal
        .base10_parse::<u32>()
        .ok()
        .filter(|number| (1..=most).contains(number));
    if number.is_none() {
        // All of it: the literal of a negative number stands at its sign.
        errors.at(arg, format!("expected between 1 and {most} {what}"));
    }
    number
}

/// Users by their ids.
pub(crate) struct Users(pub(crate) Vec<u32>);

impl Users {
    /// One id, or several in brackets.
    pub(crate) fn read(arg: &Arg, expected: &str, errors: &mut Errors) -> Self {
        let elements = arg.elements();
        if elements.is_empty() {
            errors.at(arg, "expected at least one user id in the brackets");
        }
        let uid = |element: &Arg| {
            let literal: LitInt = errors.keep(element.value(expected))?;
            // The last number is no user's (`(uid_t) -1`).
            let uid = literal.base10_parse().ok().filter(|uid| *uid != u32::MAX);
            if uid.is_none() {
                errors.at(element, format!("`{literal}` is no user id"));
            }
            uid
        };
        Self(elements.iter().filter_map(uid).collect())
    }
}
