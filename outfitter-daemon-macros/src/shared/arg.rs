//! One argument of an attribute: `key` or `key = value`.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::LitStr;
use syn::parse::{Parse, ParseStream, Parser};

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
