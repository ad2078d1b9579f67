//! Where generated code stands, and so where the compiler reports what it finds wrong with it.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote_spanned};

/// Where errors about `tokens` belong, with names that cannot meet the user's.
pub(crate) fn at(tokens: impl ToTokens) -> Span {
    let span = syn::spanned::Spanned::span(&tokens.into_token_stream());
    Span::mixed_site().located_at(span)
}

/// `__daemon::function::<types>(args)`, standing exactly where `place` stands.
///
/// The compiler reports a type that does not fit once for each place. Calls that ask the same of one type therefore
/// stand where that type stands, whatever else they are about.
pub(crate) fn call(
    place: impl ToTokens,
    function: &str,
    types: &TokenStream,
    args: TokenStream,
) -> TokenStream {
    let (first, last) = ends(place);
    let function = Ident::new(function, first);
    let args = group(Delimiter::Parenthesis, args, last);
    quote_spanned!(first=> __daemon::#function::<#types> #args)
}

/// As [`call`], of a function that has no parameters for types.
pub(crate) fn call_plain(place: impl ToTokens, function: &str, args: TokenStream) -> TokenStream {
    let (first, last) = ends(place);
    let function = Ident::new(function, first);
    let args = group(Delimiter::Parenthesis, args, last);
    quote_spanned!(first=> __daemon::#function #args)
}

/// `__daemon::function(args)`, where each of `args` and the name before them stand exactly where `place` stands.
///
/// The compiler then reports there what it finds wrong with a type that none of them names.
pub(crate) fn call_there(place: impl ToTokens, function: &str, args: TokenStream) -> TokenStream {
    let (first, last) = ends(place);
    let function = Ident::new(function, last);
    let args = group(Delimiter::Parenthesis, args, last);
    quote_spanned!(first=> __daemon::#function #args)
}

/// The same tokens, as if the first were written where `place` begins and the others where it ends.
pub(crate) fn written_over(place: impl ToTokens, tokens: TokenStream) -> TokenStream {
    let (first, last) = ends(place);
    let place = |(at, mut token): (usize, TokenTree)| {
        token.set_span(if at == 0 { first } else { last });
        token
    };
    tokens.into_iter().enumerate().map(place).collect()
}

/// The tokens, with `before` and `after` standing where they begin and end.
pub(crate) fn between(before: TokenStream, tokens: &TokenStream, after: TokenStream) -> TokenStream {
    let (first, last) = ends(tokens);
    let moved = |tokens: TokenStream, place| {
        tokens.into_iter().map(move |mut token| {
            token.set_span(place);
            token
        })
    };
    moved(before, first)
        .chain(tokens.clone())
        .chain(moved(after, last))
        .collect()
}

/// `|parameter| { body }`, standing exactly where `place` stands, as [`call`].
pub(crate) fn closure(place: impl ToTokens, parameter: &TokenStream, body: TokenStream) -> TokenStream {
    let (first, last) = ends(place);
    let body = group(Delimiter::Brace, body, last);
    quote_spanned!(first=> |#parameter| #body)
}

/// Where the first and the last of `tokens` stand.
fn ends(tokens: impl ToTokens) -> (Span, Span) {
    let mut spans = tokens.into_token_stream().into_iter().map(|token| token.span());
    let first = spans.next().unwrap_or_else(Span::mixed_site);
    (first, spans.last().unwrap_or(first))
}

/// Tokens between delimiters that stand at `place`.
pub(crate) fn group(delimiter: Delimiter, tokens: TokenStream, place: Span) -> Group {
    let mut group = Group::new(delimiter, tokens);
    group.set_span(place);
    group
}

/// The same tokens, each of them as if written at `place`: only then is that where `Location::caller()` finds
/// them. Their names must not depend on what is in scope there.
pub(crate) fn written_at(place: Span, tokens: TokenStream) -> TokenStream {
    let each = |mut token: TokenTree| {
        if let TokenTree::Group(group) = &token {
            token = Group::new(group.delimiter(), written_at(place, group.stream())).into();
        }
        token.set_span(place);
        token
    };
    tokens.into_iter().map(each).collect()
}
