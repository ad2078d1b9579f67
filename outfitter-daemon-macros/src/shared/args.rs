//! The arguments of an attribute: `key` and `key = value`, separated by commas.
//!
//! Reading never gives up: what is wrong is reported and the rest is read on. An attribute declares its keys in
//! one table of [`Key`]s; a new argument is one more row there and one more line in that attribute's `model.rs`.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{LitBool, LitInt, LitStr, Path, Token, Type};

use super::errors::Errors;
use super::suggest;

/// An argument that an attribute knows.
pub(crate) struct Key {
    pub(crate) name: &'static str,
    /// How it is written; shown where it is written otherwise.
    pub(crate) example: &'static str,
}

/// The arguments as written.
pub(crate) struct Args {
    keys: &'static [Key],
    list: Vec<Arg>,
    /// Whether something could not be read.
    broken: bool,
}

/// One argument as written.
pub(crate) struct Arg {
    pub(crate) key: Ident,
    value: Option<TokenStream>,
    example: &'static str,
}

impl Args {
    pub(crate) fn new(keys: &'static [Key]) -> Self {
        Self {
            keys,
            list: Vec::new(),
            broken: false,
        }
    }

    pub(crate) fn read(keys: &'static [Key], tokens: TokenStream, errors: &mut Errors) -> Self {
        let mut args = Self::new(keys);
        args.add(tokens, errors);
        args
    }

    /// Reads `tokens` and adds the arguments found to those read before.
    pub(crate) fn add(&mut self, tokens: TokenStream, errors: &mut Errors) {
        for piece in split(tokens) {
            match Arg::read(piece, self.keys) {
                Ok(arg) => self.list.push(arg),
                Err(error) => self.refuse(error, errors),
            }
        }
    }

    /// Reports something that cannot be read.
    pub(crate) fn refuse(&mut self, error: syn::Error, errors: &mut Errors) {
        self.broken = true;
        errors.add(error);
    }

    /// Whether a missing key is really missing, and not one that was misspelt.
    pub(crate) fn can_miss(&self) -> bool {
        !self.broken && self.list.iter().all(|arg| self.knows(&arg.key))
    }

    fn knows(&self, key: &Ident) -> bool {
        self.keys.iter().any(|known| key == known.name)
    }

    /// Reports keys that nobody knows, and keys given twice.
    pub(crate) fn check(&self, errors: &mut Errors) {
        let known = || self.keys.iter().map(|key| key.name);
        for (position, Arg { key, .. }) in self.list.iter().enumerate() {
            if !self.knows(key) {
                let meant = suggest::closest(&key.to_string(), known())
                    .map_or(String::new(), |close| format!("; did you mean `{close}`?"));
                let known = suggest::list(known());
                errors.at(key, format!("unknown argument `{key}`{meant} (known: {known})"));
            } else if self.list[..position].iter().any(|earlier| earlier.key == *key) {
                errors.at(key, format!("`{key}` is given twice; remove one of the two"));
            }
        }
    }

    pub(crate) fn get(&self, key: &str) -> Option<&Arg> {
        debug_assert!(
            self.keys.iter().any(|known| known.name == key),
            "`{key}` is missing from the table"
        );
        self.list.iter().find(|arg| arg.key == key)
    }

    /// The one of two keys that was written second; each must have been given.
    pub(crate) fn later(&self, one: &str, other: &str) -> Option<&Ident> {
        self.list
            .iter()
            .map(|arg| &arg.key)
            .filter(|key| *key == one || *key == other)
            .nth(1)
    }

    pub(crate) fn text(&self, key: &str, errors: &mut Errors) -> Option<LitStr> {
        errors.keep(self.get(key)?.value("text in quotes"))
    }

    pub(crate) fn integer(&self, key: &str, errors: &mut Errors) -> Option<LitInt> {
        errors.keep(self.get(key)?.value("a whole number"))
    }

    pub(crate) fn ty(&self, key: &str, errors: &mut Errors) -> Option<Type> {
        errors.keep(self.get(key)?.value("a type"))
    }

    pub(crate) fn path(&self, key: &str, errors: &mut Errors) -> Option<Path> {
        errors.keep(self.get(key)?.value_with("a path", Path::parse_mod_style))
    }

    /// One path, or several in brackets.
    pub(crate) fn paths(&self, key: &str, errors: &mut Errors) -> Vec<Path> {
        let Some(arg) = self.get(key) else {
            return Vec::new();
        };
        errors
            .keep(arg.value_with("a path, or several in brackets", one_or_more))
            .unwrap_or_default()
    }

    /// `key` alone, or `key = true` or `key = false`.
    pub(crate) fn flag(&self, key: &str, errors: &mut Errors) -> bool {
        match self.get(key) {
            Some(arg) if arg.value.is_some() => errors
                .keep(arg.value::<LitBool>("`true` or `false`"))
                .is_some_and(|value| value.value),
            found => found.is_some(),
        }
    }
}

impl Arg {
    fn read(piece: Vec<TokenTree>, keys: &'static [Key]) -> syn::Result<Self> {
        let usual = keys.first().map_or("", |key| key.example);
        let mut piece = piece.into_iter();
        let key = match piece.next() {
            Some(TokenTree::Ident(key)) => key,
            Some(TokenTree::Punct(comma)) if comma.as_char() == ',' => {
                return Err(syn::Error::new_spanned(
                    comma,
                    "expected an argument before this `,`",
                ));
            }
            other => {
                let text = format!("expected an argument as in `{usual}`");
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
                let value: TokenStream = piece.collect();
                if value.is_empty() {
                    let text = format!("expected a value after `=`, as in `{example}`");
                    return Err(syn::Error::new_spanned(equals, text));
                }
                Some(value)
            }
            other => {
                let text = format!("expected `=` or `,` after `{key}`, as in `{example}`");
                return Err(syn::Error::new_spanned(other, text));
            }
        };
        Ok(Self { key, value, example })
    }

    pub(crate) fn value<T: Parse>(&self, expected: &str) -> syn::Result<T> {
        self.value_with(expected, T::parse)
    }

    /// The value, if it is what was expected and nothing more.
    fn value_with<T>(&self, expected: &str, parse: fn(ParseStream) -> syn::Result<T>) -> syn::Result<T> {
        let Self { key, value, example } = self;
        let Some(value) = value else {
            let text = format!("`{key}` needs a value: {expected}, as in `{example}`");
            return Err(syn::Error::new_spanned(key, text));
        };
        let whole = |input: ParseStream| {
            let Ok(found) = parse(input) else {
                let quoted = syn::parse2::<LitStr>(value.clone()).is_ok();
                let mend = if quoted { "; remove the quotes" } else { "" };
                let text = format!("expected {expected}, as in `{example}`{mend}");
                return Err(syn::Error::new_spanned(value, text));
            };
            let Ok(more) = input.parse::<TokenTree>() else {
                return Ok(found);
            };
            let _ = input.parse::<TokenStream>();
            Err(syn::Error::new_spanned(
                &more,
                format!("expected `,` before `{more}`"),
            ))
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

fn one_or_more(input: ParseStream) -> syn::Result<Vec<Path>> {
    if !input.peek(syn::token::Bracket) {
        return Ok(vec![Path::parse_mod_style(input)?]);
    }
    let inside;
    syn::bracketed!(inside in input);
    let paths = Punctuated::<Path, Token![,]>::parse_terminated_with(&inside, Path::parse_mod_style)?;
    if paths.is_empty() {
        return Err(inside.error("expected at least one path"));
    }
    Ok(paths.into_iter().collect())
}

/// Cuts at every comma that is not inside `<..>`; a lone comma becomes a piece of its own, to be reported.
fn split(tokens: TokenStream) -> Vec<Vec<TokenTree>> {
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
