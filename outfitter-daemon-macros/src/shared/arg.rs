//! One argument of an attribute: `key` or `key = value`.

use proc_macro2::{Delimiter, Ident, Literal, TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Lit, LitStr};

use super::slips;

/// An argument that an attribute knows.
pub(crate) struct Key {
    pub(crate) name: &'static str,
    /// How it is written; shown where it is written otherwise.
    pub(crate) example: &'static str,
}

/// One argument as written.
pub(crate) struct Arg {
    pub(crate) key: Ident,
    value: Option<TokenStream>,
    example: &'static str,
}

impl Arg {
    pub(super) fn read(piece: Vec<TokenTree>, keys: &'static [Key]) -> syn::Result<Self> {
        let usual = keys.first().map_or("", |key| key.example);
        if let Some(error) = slips::key_of_words(&piece, keys).or_else(|| slips::negated(&piece, keys)) {
            return Err(error);
        }
        let mut piece = piece.into_iter();
        let key = match piece.next() {
            Some(TokenTree::Ident(key)) => key,
            Some(TokenTree::Punct(comma)) if comma.as_char() == ',' => {
                return Err(syn::Error::new_spanned(
                    comma,
                    "expected an argument before this `,`",
                ));
            }
            Some(TokenTree::Literal(quoted)) if keys.iter().any(|key| is_text(&quoted, key.name)) => {
                let text = "expected an argument; remove the quotes";
                return Err(syn::Error::new_spanned(quoted, text));
            }
            other => {
                let meant = other.as_ref().and_then(|value| value_alone(value, usual));
                let text = meant.map_or_else(
                    || format!("expected an argument as in `{usual}`"),
                    |meant| format!("expected an argument; write `{meant}`"),
                );
                return Err(syn::Error::new_spanned(other, text));
            }
        };
        let example = keys
            .iter()
            .find(|known| key == known.name)
            .map_or(usual, |known| known.example);
        let value = match piece.next() {
            None => None,
            Some(TokenTree::Punct(equals)) if equals.as_char() == '=' => {
                if let Some(error) = slips::doubled(&key, &equals, piece.as_slice()) {
                    return Err(error);
                }
                let value: TokenStream = piece.collect();
                if value.is_empty() {
                    let text = format!("expected a value after `=`, as in `{example}`");
                    return Err(syn::Error::new_spanned(equals, text));
                }
                Some(value)
            }
            Some(TokenTree::Group(value)) if value.delimiter() == Delimiter::Parenthesis => {
                if keys.iter().any(|known| key == known.name) {
                    return Err(slips::in_parens(&key, &value, example));
                }
                // Which is what is said of it.
                Some(value.stream())
            }
            other => {
                let text = format!("expected `=` or `,` after `{key}`, as in `{example}`");
                return Err(syn::Error::new_spanned(other, text));
            }
        };
        Ok(Self { key, value, example })
    }

    /// Whether this is `'text'` where text is expected, of which the compiler has said that it is no text.
    pub(super) fn is_text_in_single_quotes(&self) -> bool {
        let value = self.value.as_ref().map(ToString::to_string).unwrap_or_default();
        let inside = value.strip_prefix('\'').and_then(|text| text.strip_suffix('\''));
        self.example.ends_with('"')
            && inside.is_some_and(|text| !text.starts_with('\\') && text.chars().nth(1).is_some())
    }

    /// Whether there is a value at all.
    pub(super) fn has_value(&self) -> bool {
        self.value.is_some()
    }

    /// Each element of `[..]` as if it were the whole value; anything else is one element.
    pub(crate) fn elements(&self) -> Vec<Self> {
        let value = self.value.clone().unwrap_or_default();
        let elements = match flatten(value).as_slice() {
            [TokenTree::Group(list)] if list.delimiter() == Delimiter::Bracket => split(list.stream()),
            whole => vec![whole.to_vec()],
        };
        let with_value = |element: Vec<TokenTree>| {
            let value = (!element.is_empty()).then(|| element.into_iter().collect());
            Self {
                key: self.key.clone(),
                value,
                example: self.example,
            }
        };
        elements.into_iter().map(with_value).collect()
    }

    /// The value, if it is one word without quotes.
    pub(crate) fn word(&self) -> Option<String> {
        syn::parse2::<Ident>(self.value.clone()?)
            .ok()
            .map(|word| word.to_string())
    }

    pub(crate) fn value<T: Parse>(&self, expected: &str) -> syn::Result<T> {
        self.value_with(expected, T::parse)
    }

    /// The value, if it is what was expected and nothing more.
    pub(super) fn value_with<T>(
        &self,
        expected: &str,
        parse: fn(ParseStream) -> syn::Result<T>,
    ) -> syn::Result<T> {
        let Self { key, value, example } = self;
        let Some(value) = value else {
            let text = format!("`{key}` needs a value: {expected}, as in `{example}`");
            return Err(syn::Error::new_spanned(key, text));
        };
        let suffixed =
            |value| without_suffix(value).map(|meant| format!("expected {expected}; write `{meant}`"));
        if let Some(text) = slips::value(key, value, expected).or_else(|| suffixed(value)) {
            return Err(syn::Error::new_spanned(value, text));
        }
        let whole = |input: ParseStream| {
            let Ok(found) = parse(input) else {
                let quoted = syn::parse2::<LitStr>(value.clone());
                let example = if *key == **example {
                    format!(", or `{key}` alone")
                } else {
                    format!(", as in `{example}`")
                };
                let mend = match quoted {
                    Ok(quoted) if parse.parse_str(&quoted.value()).is_ok() => {
                        format!("{example}; remove the quotes")
                    }
                    _ if expected == TEXT => unquoted(value).unwrap_or(example),
                    _ => example,
                };
                let text = format!("expected {expected}{mend}");
                return Err(syn::Error::new_spanned(value, text));
            };
            let Ok(more) = input.parse::<TokenTree>() else {
                return Ok(found);
            };
            let (all, text) = slips::behind(value, &more, expected);
            let place = if all { value.clone() } else { more.into() };
            Err(syn::Error::new_spanned(place, text))
        };
        whole.parse2(value.clone())
    }
}

impl ToTokens for Arg {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match &self.value {
            Some(value) => value.to_tokens(tokens),
            None => self.key.to_tokens(tokens),
        }
    }
}

/// Whether this is the text `text` in quotes.
fn is_text(literal: &Literal, text: &str) -> bool {
    literal.to_string() == format!("\"{text}\"")
}

/// What to write for a text with letters behind its quotes, which nobody would read.
fn without_suffix(value: &TokenStream) -> Option<String> {
    let Ok(Lit::Str(text)) = syn::parse2(value.clone()) else {
        return None;
    };
    let written = text.token().to_string();
    let meant = written.strip_suffix(text.suffix())?;
    (meant != written).then(|| meant.to_owned())
}

/// What is expected of an argument that takes text.
pub(super) const TEXT: &str = "text in quotes";

/// What to write for a text that was written without its quotes.
fn unquoted(value: &TokenStream) -> Option<String> {
    let text = value.to_string().replace(' ', "");
    let is_text = |letter: char| letter.is_alphanumeric() || "-_./".contains(letter);
    // A constant cannot be read here, and is not meant as text.
    let constant = !text.chars().any(char::is_lowercase);
    let truth = text == "true" || text == "false";
    (!constant && !truth && text.chars().all(is_text)).then(|| format!("; write `\"{text}\"`"))
}

/// A value without its key, if it looks like that of the usual argument: `"my-service"` for `name = "my-service"`.
fn value_alone(value: &TokenTree, usual: &str) -> Option<String> {
    let (key, example) = usual.split_once(" = ")?;
    let first = |text: &str| text.strip_prefix('"').and_then(|text| text.chars().next());
    let (example, written) = (first(example)?, first(&value.to_string())?);
    // A duration is not meant by what does not begin like one.
    (example.is_ascii_digit() == written.is_ascii_digit()).then(|| format!("{key} = {value}"))
}

/// Cuts at every comma that is not inside `<..>`; a lone comma becomes a piece of its own, to be reported.
pub(super) fn split(tokens: TokenStream) -> Vec<Vec<TokenTree>> {
    let mut pieces = Vec::new();
    let mut piece = Vec::new();
    let mut depth = 0_usize;
    let mut arrow = false;
    for token in flatten(tokens) {
        let sign = if let TokenTree::Punct(punct) = &token {
            punct.as_char()
        } else {
            ' '
        };
        match sign {
            ',' if depth == 0 => {
                let lone = if piece.is_empty() {
                    vec![token]
                } else {
                    std::mem::take(&mut piece)
                };
                pieces.push(lone);
                continue;
            }
            '<' => depth += 1,
            '>' if !arrow => depth = depth.saturating_sub(1),
            _ => {}
        }
        arrow = sign == '-';
        piece.push(token);
    }
    if !piece.is_empty() {
        pieces.push(piece);
    }
    pieces
}

/// A macro of the user's that passes all the arguments on wraps them in an invisible group.
fn flatten(tokens: TokenStream) -> Vec<TokenTree> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    match tokens.as_slice() {
        [TokenTree::Group(group)] if group.delimiter() == Delimiter::None => flatten(group.stream()),
        _ => tokens,
    }
}
