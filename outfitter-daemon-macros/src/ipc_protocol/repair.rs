//! An enum in which a `,` or a `:` is missing, a `;` stands for a `,`, a doc comment is the last,
//! or a field has the name of a keyword.
//!
//! The compiler has read it before the attribute is asked, has said what is missing, and has gone on as if it were
//! there. So does this: otherwise the same mistake would be reported again, and with it whatever uses the protocol.

use std::iter::Peekable;

use proc_macro2::token_stream::IntoIter;
use proc_macro2::{Delimiter, Group, Ident, Punct, Spacing, Span, TokenStream, TokenTree};

use crate::shared::tokens::is_sign as is;

/// The enum with what is missing, if that was all.
pub(super) fn repair(item: TokenStream) -> TokenStream {
    let mut tokens: Vec<TokenTree> = item.into_iter().collect();
    if let Some(TokenTree::Group(body)) = tokens.last_mut()
        && body.delimiter() == Delimiter::Brace
    {
        *body = within(body, variants);
    }
    tokens.into_iter().collect()
}

fn within(group: &Group, repair: fn(TokenStream) -> TokenStream) -> Group {
    let mut repaired = Group::new(group.delimiter(), repair(group.stream()));
    repaired.set_span(group.span());
    repaired
}

type Tokens = Peekable<IntoIter>;

fn variants(body: TokenStream) -> TokenStream {
    let mut rest = body.into_iter().peekable();
    let mut repaired = TokenStream::new();
    while rest.peek().is_some() {
        attributes(&mut rest, &mut repaired);
        repaired.extend(rest.next());
        if let Some(TokenTree::Group(fields)) = rest.next_if(|token| matches!(token, TokenTree::Group(_))) {
            let named = fields.delimiter() == Delimiter::Brace;
            let fields = if named {
                within(&fields, self::fields)
            } else {
                fields
            };
            repaired.extend([TokenTree::Group(fields)]);
        }
        if let Some(wrong) = rest.next_if(|token| is(token, ';')) {
            repaired.extend([sign(',', wrong.span())]);
        } else if let Some(next) = rest.peek()
            && begins(next)
        {
            repaired.extend([sign(',', next.span())]);
        } else {
            while let Some(token) = rest.next_if(|token| !is(token, ',')) {
                repaired.extend([token]);
            }
            repaired.extend(rest.next());
        }
    }
    repaired
}

fn fields(body: TokenStream) -> TokenStream {
    let mut rest = body.into_iter().peekable();
    let mut repaired = TokenStream::new();
    while rest.peek().is_some() {
        attributes(&mut rest, &mut repaired);
        let name = rest.next();
        let named = rest.peek().is_some_and(|next| is(next, ':'));
        repaired.extend(name.map(|name| if named { no_keyword(name) } else { name }));
        if let Some(next) = rest.peek()
            && !is(next, ':')
        {
            repaired.extend([sign(':', next.span())]);
        }
        repaired.extend(rest.next_if(|token| is(token, ':')));
        a_type(&mut rest, &mut repaired);
        let wrong = rest.next_if(|token| is(token, ';'));
        match wrong.as_ref().or(rest.peek()) {
            Some(next) if !is(next, ',') => repaired.extend([sign(',', next.span())]),
            _ => repaired.extend(rest.next()),
        }
    }
    repaired
}

/// A keyword as the name that it was meant to be.
fn no_keyword(token: TokenTree) -> TokenTree {
    const NEVER: [&str; 5] = ["_", "crate", "self", "Self", "super"];
    match token {
        TokenTree::Ident(word)
            if NEVER.iter().all(|never| word != never)
                && syn::parse2::<Ident>(TokenTree::Ident(word.clone()).into()).is_err() =>
        {
            Ident::new_raw(&word.to_string(), word.span()).into()
        }
        other => other,
    }
}

/// Copies a type: up to a `,` outside of `<..>`, or to where the next field begins.
fn a_type(rest: &mut Tokens, repaired: &mut TokenStream) {
    let mut depth = 0_usize;
    let mut before = ' ';
    while let Some(next) = rest.peek() {
        let outside = depth == 0;
        if outside
            && (is(next, ',')
                || is(next, ';')
                || is(next, '#')
                || (before != ':' && before != ' ' && names(rest)))
        {
            return;
        }
        let Some(token) = rest.next() else { return };
        match &token {
            TokenTree::Punct(sign) => {
                match sign.as_char() {
                    '<' => depth += 1,
                    '>' if before != '-' => depth = depth.saturating_sub(1),
                    _ => {}
                }
                before = sign.as_char();
            }
            _ => before = 'a',
        }
        repaired.extend([token]);
    }
}

/// Whether a name and a single `:` come next.
fn names(rest: &Tokens) -> bool {
    let mut ahead = rest.clone();
    let name = matches!(ahead.next(), Some(TokenTree::Ident(_)));
    let colon = matches!(ahead.next(), Some(TokenTree::Punct(sign)) if sign.as_char() == ':' && sign.spacing() == Spacing::Alone);
    name && colon
}

fn attributes(rest: &mut Tokens, repaired: &mut TokenStream) {
    let mut found = TokenStream::new();
    while let Some(hash) = rest.next_if(|token| is(token, '#')) {
        found.extend([hash]);
        found.extend(rest.next());
    }
    // Those of nothing are reported, and left out.
    if rest.peek().is_some() {
        repaired.extend(found);
    }
}

/// Whether a variant can begin so.
fn begins(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Ident(_)) || is(token, '#')
}

fn sign(sign: char, place: Span) -> TokenTree {
    let mut sign = Punct::new(sign, Spacing::Alone);
    sign.set_span(place);
    sign.into()
}

#[cfg(test)]
mod tests {
    use proc_macro2::TokenStream;
    use quote::quote;

    use super::repair;

    #[track_caller]
    fn becomes(written: TokenStream, meant: &TokenStream) {
        assert_eq!(repair(written).to_string(), meant.to_string());
    }

    #[test]
    fn adds_what_is_missing() {
        let meant = quote!(
            pub enum Request {
                /// One.
                #[ipc(returns = u8)]
                Get {
                    key: Map<u8, fn(u8) -> a::B>,
                    #[serde(default)]
                    more: [u8; 2],
                },
                Stop,
                Last,
            }
        );
        becomes(meant.clone(), &meant);
        let written = quote!(pub enum Request {
            /// One.
            #[ipc(returns = u8)]
            Get { key Map<u8, fn(u8) -> a::B> #[serde(default)] more [u8; 2], }
            Stop
            Last,
        });
        becomes(written, &meant);
        becomes(
            quote!(enum Request { Get { match: u8, self: u8 }, }),
            &quote!(enum Request { Get { r#match: u8, self: u8 }, }),
        );
        becomes(
            quote!(enum Request { Get { key: u8, #[doc = "x"] }, #[doc = "y"] }),
            &"enum Request { Get { key: u8, }, }".parse().unwrap(),
        );
        becomes(
            quote!(enum Request { Get { key: [u8; 2]; more: u8 }; Stop; }),
            &quote!(
                enum Request {
                    Get { key: [u8; 2], more: u8 },
                    Stop,
                }
            ),
        );
        becomes(
            quote!(enum Request { Get { key: a::Key more: u8 }, }),
            &quote!(
                enum Request {
                    Get { key: a::Key, more: u8 },
                }
            ),
        );
    }

    #[test]
    fn leaves_the_rest_to_the_compiler() {
        for written in [
            quote!(
                enum Request {
                    Get(u8) = 5,
                    Stop = 6,
                }
            ),
            quote!(enum Request { 5, => }),
            quote!(enum Request),
        ] {
            becomes(written.clone(), &written);
        }
    }
}
