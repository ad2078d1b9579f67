//! What people write who know another syntax: what is said of it, and what to write.

use proc_macro2::{Delimiter, Group, Ident, Punct, TokenStream, TokenTree};

use super::arg::Key;
use super::suggest;
use super::tokens::{as_text, as_written, is_sign as is};

/// Arguments that take several values in brackets.
const LISTS: [&str; 6] = ["after", "allow", "allow_user", "handlers", "link", "protocol"];

/// `name-of-key = ..`, which reads as a subtraction, and `name of key = ..`.
pub(super) fn key_of_words(piece: &[TokenTree], keys: &[Key]) -> Option<syn::Error> {
    let end = piece
        .iter()
        .position(|token| is(token, '='))
        .unwrap_or(piece.len());
    let key = &piece[..end];
    let mut words = Vec::new();
    for token in key {
        match token {
            TokenTree::Ident(word) => words.push(word.to_string()),
            token if is(token, '-') => {}
            _ => return None,
        }
    }
    let hyphens = words.len() * 2 == key.len() + 1;
    let spaces = words.len() == key.len() && end < piece.len();
    if words.len() < 2 || !(hyphens || spaces) {
        return None;
    }
    let written = words.join("_");
    let meant = suggest::same_word(&written, keys.iter().map(|key| key.name))?;
    let text = format!(
        "unknown argument `{}`; write `{meant}`",
        words.join(if hyphens { "-" } else { " " })
    );
    Some(syn::Error::new_spanned(
        key.iter().cloned().collect::<TokenStream>(),
        text,
    ))
}

/// `!key`.
pub(super) fn negated(piece: &[TokenTree], keys: &[Key]) -> Option<syn::Error> {
    let [not, TokenTree::Ident(word)] = piece else {
        return None;
    };
    let word = word.to_string();
    let flag = keys.iter().any(|key| key.name == word && is_flag(key));
    (is(not, '!') && flag).then(|| {
        let piece: TokenStream = piece.iter().cloned().collect();
        syn::Error::new_spanned(piece, format!("expected an argument; write `{word} = false`"))
    })
}

/// What to write for `no_key`.
pub(super) fn switched_off(written: &str, keys: &[Key]) -> Option<String> {
    let word = ["no_", "without_", "disable_"]
        .iter()
        .find_map(|prefix| written.strip_prefix(prefix))?;
    let flag = keys.iter().any(|key| key.name == word && is_flag(key));
    flag.then(|| format!("; write `{word} = false`"))
}

fn is_flag(key: &Key) -> bool {
    key.example == key.name || key.example.ends_with("= true") || key.example.ends_with("= false")
}

/// `key == value` and `key => value`.
pub(super) fn doubled(key: &Ident, equals: &Punct, value: &[TokenTree]) -> Option<syn::Error> {
    let (second, value) = value.split_first()?;
    if value.is_empty() || !(is(second, '=') || is(second, '>')) {
        return None;
    }
    let value = as_written(value.iter().cloned().collect::<TokenStream>());
    let signs = TokenStream::from_iter([TokenTree::Punct(equals.clone()), second.clone()]);
    Some(syn::Error::new_spanned(
        signs,
        format!("expected `=`; write `{key} = {value}`"),
    ))
}

/// `key(value)`.
pub(super) fn in_parens(key: &Ident, value: &Group, example: &str) -> syn::Error {
    let text = if value.stream().is_empty() {
        let alone = if key == example { " alone" } else { "" };
        format!("expected no parentheses; write `{example}`{alone}")
    } else {
        let value_text = as_written(value.stream());
        let value_text = match value.stream().into_iter().any(|token| is(&token, ',')) {
            true if LISTS.iter().any(|list| key == list) => format!("[{value_text}]"),
            true => format!("({value_text})"),
            false => value_text,
        };
        format!("expected `=`; write `{key} = {value_text}`")
    };
    syn::Error::new_spanned(value, text)
}

/// What is said of a value that is not what was expected, where that can be seen.
pub(super) fn value(key: &Ident, value: &TokenStream, expected: &str) -> Option<String> {
    let tokens: Vec<TokenTree> = value.clone().into_iter().collect();
    let [TokenTree::Group(group)] = tokens.as_slice() else {
        let computes = |token: &TokenTree| "+-*/%".chars().any(|sign| is(token, sign));
        let is_number = |token: &TokenTree| matches!(token, TokenTree::Literal(_));
        let between = tokens.get(1)?;
        return match &tokens[0] {
            first if !is_number(first) => None,
            _ if is(between, '.') && tokens.get(2).is_some_and(|token| is(token, '.')) => {
                Some(format!("expected {expected}; a range is none"))
            }
            _ if computes(between) => Some(format!(
                "expected {expected}; nothing is computed here, write the result"
            )),
            _ => None,
        };
    };
    let written = as_written(group.stream());
    // In `[HashMap<u8, u8>; 2]` the comma is another's.
    let has = |sign| group.stream().into_iter().any(|token| is(&token, sign));
    let several = has(',') && !has(';');
    let is_list = LISTS.iter().any(|list| key == list);
    match group.delimiter() {
        Delimiter::Parenthesis if is_list && !group.stream().is_empty() => Some(format!(
            "expected a list in brackets; write `{key} = [{written}]`"
        )),
        Delimiter::Bracket if several && expected == TYPE && key == "error" => {
            Some("expected one type; make an enum of all that can be wrong".to_owned())
        }
        Delimiter::Bracket if several && expected == TYPE => Some(format!(
            "expected one type; write `{key} = ({written})`, or a struct"
        )),
        _ => None,
    }
}

/// What is expected of an argument that takes a type.
pub(super) const TYPE: &str = "a type";

/// What is said of tokens behind a value that would be one without them, and whether of all of it.
pub(super) fn behind(whole: &TokenStream, more: &TokenTree, expected: &str) -> (bool, String) {
    match more {
        TokenTree::Group(call) if call.delimiter() == Delimiter::Parenthesis => (
            false,
            "expected the name alone; remove the parentheses".to_owned(),
        ),
        sign if is(sign, '<') && expected == "a path" => (
            true,
            format!("expected the name alone; write `{}`", before(whole, '<')),
        ),
        sign if is(sign, '-') && expected == "a name" => {
            let name = as_text(whole);
            (true, format!("expected a name; write `\"{name}\"`"))
        }
        _ => (false, format!("expected `,` before `{more}`")),
    }
}

fn before(tokens: &TokenStream, sign: char) -> String {
    let tokens = tokens.clone().into_iter();
    as_written(
        tokens
            .take_while(|token| !is(token, sign))
            .collect::<TokenStream>(),
    )
}
