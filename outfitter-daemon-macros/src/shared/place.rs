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
    called((first, last), &Ident::new(function, first), Some(types), args)
}

/// As [`call`], of a function that has no parameters for types.
pub(crate) fn call_plain(place: impl ToTokens, function: &str, args: TokenStream) -> TokenStream {
    let (first, last) = ends(place);
    called((first, last), &Ident::new(function, first), None, args)
}

/// `__daemon::function(args)`, where each of `args` and the name before them stand exactly where `place` stands.
///
/// The compiler then reports there what it finds wrong with a type that none of them names.
pub(crate) fn call_there(place: impl ToTokens, function: &str, args: TokenStream) -> TokenStream {
    let (first, last) = ends(place);
    called((first, last), &Ident::new(function, last), None, args)
}

fn called(
    (first, last): (Span, Span),
    function: &Ident,
    types: Option<&TokenStream>,
    args: TokenStream,
) -> TokenStream {
    let types = types.map(|types| quote_spanned!(first=> ::<#types>));
    let args = group(Delimiter::Parenthesis, args, last);
    quote_spanned!(first=> __daemon::#function #types #args)
}

/// The same tokens, as if the first were written where `place` begins and the others where it ends.
pub(crate) fn written_over(place: impl ToTokens, tokens: TokenStream) -> TokenStream {
    let (first, last) = ends(place);
    let mut tokens = tokens.into_iter();
    let begin = tokens.next().map(|token| moved(token, first));
    begin
        .into_iter()
        .chain(tokens.map(|token| moved(token, last)))
        .collect()
}

/// The tokens, with `before` and `after` standing where they begin and end.
pub(crate) fn between(before: TokenStream, tokens: &TokenStream, after: TokenStream) -> TokenStream {
    let (first, last) = ends(tokens);
    let before = before.into_iter().map(|token| moved(token, first));
    let after = after.into_iter().map(|token| moved(token, last));
    before.chain(tokens.clone()).chain(after).collect()
}

fn moved(mut token: TokenTree, place: Span) -> TokenTree {
    token.set_span(place);
    token
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
        moved(token, place)
    };
    tokens.into_iter().map(each).collect()
}
