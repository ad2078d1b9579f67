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

/// A number without a unit; the name of a type of whole numbers changes nothing about it.
pub(crate) fn whole_number(arg: &Arg, expected: &str) -> syn::Result<LitInt> {
    const TYPES: [&str; 12] = [
        "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize",
    ];
    let literal: LitInt = arg.value(expected)?;
    let suffix = literal.suffix();
    if suffix.is_empty() || TYPES.contains(&suffix) {
        return Ok(literal);
    }
    let written = literal.to_string();
    let number = written.trim_end_matches(suffix).trim_end_matches('_');
    let text = format!("expected {expected}; write `{number}`");
    Err(syn::Error::new_spanned(literal, text))
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
        let mut users = Vec::new();
        for element in &elements {
            match uid(element, expected) {
                Ok(uid) if users.contains(&uid) => {
                    errors.at(element, format!("`{uid}` is listed twice; remove one of the two"));
                }
                Ok(uid) => users.push(uid),
                Err(error) => errors.add(error),
            }
        }
        Self(users)
    }
}

fn uid(element: &Arg, expected: &str) -> syn::Result<u32> {
    let literal = whole_number(element, expected)?;
    // The last number is no user's (`(uid_t) -1`).
    let uid = literal.base10_parse().ok().filter(|uid| *uid != u32::MAX);
    uid.ok_or_else(|| syn::Error::new_spanned(element, format!("`{literal}` is no user id")))
}
