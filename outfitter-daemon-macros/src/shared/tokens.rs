//! Looking into types without understanding them, and moving paths one module deeper.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::Path;

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

/// A path as text, for messages and for attributes that want it so.
pub(crate) fn as_text(path: impl ToTokens) -> String {
    path.into_token_stream().to_string().replace(' ', "")
}

/// Tokens as a person writes them, for messages.
pub(crate) fn as_written(tokens: impl ToTokens) -> String {
    let mut text = String::new();
    let mut after_word = false;
    for token in tokens.into_token_stream() {
        let is_word = matches!(token, TokenTree::Ident(_) | TokenTree::Literal(_));
        if after_word && is_word {
            text.push(' ');
        }
        after_word = is_word;
        match token {
            TokenTree::Punct(sign) if sign.as_char() == '+' => text.push_str(" + "),
            TokenTree::Punct(sign) if ",;".contains(sign.as_char()) => text.extend([sign.as_char(), ' ']),
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::None => ("", ""),
                };
                text.extend([open, &as_written(group.stream()), close]);
            }
            token => text.push_str(&token.to_string()),
        }
    }
    text
}

/// The first word in `tokens` for which `wanted` holds.
pub(crate) fn find_word(tokens: impl ToTokens, wanted: &impl Fn(&Ident) -> bool) -> Option<Ident> {
    tokens
        .into_token_stream()
        .into_iter()
        .find_map(|token| match token {
            TokenTree::Ident(word) => wanted(&word).then_some(word),
            TokenTree::Group(group) => find_word(group.stream(), wanted),
            _ => None,
        })
}

/// The first `&` that stands in a type by itself, and not in a path; `'static` or not.
pub(crate) fn find_reference(tokens: impl ToTokens) -> Option<TokenTree> {
    tokens
        .into_token_stream()
        .into_iter()
        .find_map(|token| match &token {
            TokenTree::Punct(sign) if sign.as_char() == '&' => Some(token),
            TokenTree::Group(group) => find_reference(group.stream()),
            _ => None,
        })
}

/// The first `&` that borrows for less than `'static`; what a function pointer takes does not count.
pub(crate) fn find_borrow(tokens: impl ToTokens) -> Option<TokenTree> {
    let mut callable = false;
    let mut tokens = tokens.into_token_stream().into_iter();
    while let Some(token) = tokens.next() {
        match &token {
            TokenTree::Punct(sign) if sign.as_char() == '&' => {
                let mut ahead = tokens.clone();
                let lifetime = matches!(ahead.next(), Some(TokenTree::Punct(sign)) if sign.as_char() == '\'');
                let lasting = matches!(ahead.next(), Some(TokenTree::Ident(name)) if name == "static");
                if !(lifetime && lasting) {
                    return Some(token);
                }
            }
            TokenTree::Group(group) if !(callable && group.delimiter() == Delimiter::Parenthesis) => {
                if let Some(found) = find_borrow(group.stream()) {
                    return Some(found);
                }
            }
            _ => {}
        }
        callable = matches!(token, TokenTree::Ident(_));
    }
    None
}

/// Whether the type is made of the standard library's alone that serde can read and write.
pub(crate) fn is_plain(ty: impl ToTokens) -> bool {
    const PLAIN: [&str; 30] = [
        "bool",
        "char",
        "u8",
        "u16",
        "u32",
        "u64",
        "u128",
        "usize",
        "i8",
        "i16",
        "i32",
        "i64",
        "i128",
        "isize",
        "f32",
        "f64",
        "String",
        "Option",
        "Vec",
        "Box",
        "HashMap",
        "BTreeMap",
        "HashSet",
        "BTreeSet",
        "VecDeque",
        "PathBuf",
        "Duration",
        "std",
        "collections",
        "path",
    ];
    find_word(ty, &|word: &Ident| !PLAIN.iter().any(|plain| word == plain)).is_none()
}

/// `tokens` with `name` wherever they say `Self`.
pub(crate) fn without_self(tokens: impl ToTokens, name: &Ident) -> TokenStream {
    let replace = |token| match token {
        TokenTree::Ident(word) if word == "Self" => {
            let mut name = name.clone();
            name.set_span(word.span());
            TokenTree::Ident(name)
        }
        TokenTree::Group(group) => {
            let mut replaced = Group::new(group.delimiter(), without_self(group.stream(), name));
            replaced.set_span(group.span());
            TokenTree::Group(replaced)
        }
        other => other,
    };
    tokens.into_token_stream().into_iter().map(replace).collect()
}

/// The same place, named from a module inside the current one: `self::a` is `super::a` there.
pub(crate) fn from_inside(path: &Path) -> TokenStream {
    let first = path.segments.first().map(|segment| segment.ident.to_string());
    match first.as_deref() {
        _ if path.leading_colon.is_some() => path.to_token_stream(),
        Some("self") => {
            let rest = path.segments.iter().skip(1);
            quote!(super #(:: #rest)*)
        }
        Some("super") => quote!(super::#path),
        _ => path.to_token_stream(),
    }
}

#[cfg(test)]
mod tests {
    use quote::{ToTokens, format_ident, quote};
    use syn::parse_quote;

    use super::{find_borrow, from_inside, without_self};

    #[test]
    fn finds_borrows_that_end() {
        assert!(find_borrow(quote!(&str)).is_some());
        assert!(find_borrow(quote!(State<&App>)).is_some());
        assert!(find_borrow(quote!((i64, &'a str))).is_some());
        assert!(find_borrow(quote!(&'static str)).is_none());
        assert!(find_borrow(quote!(State<Box<dyn Fn(&str) -> bool>>)).is_none());
    }

    #[test]
    fn moves_paths_inside() {
        let moved = |path: syn::Path| from_inside(&path).to_string().replace(' ', "");
        assert_eq!(moved(parse_quote!(self)), "super");
        assert_eq!(moved(parse_quote!(self::a::b)), "super::a::b");
        assert_eq!(moved(parse_quote!(super::a)), "super::super::a");
        assert_eq!(moved(parse_quote!(crate::a)), "crate::a");
        assert_eq!(moved(parse_quote!(a::b)), "a::b");
        assert_eq!(moved(parse_quote!(::a::b)), "::a::b");
    }

    #[test]
    fn names_the_enum() {
        let named = without_self(quote!(Vec<(Self, Self)>), &format_ident!("Request"));
        assert_eq!(
            named.to_string(),
            quote!(Vec<(Request, Request)>).to_token_stream().to_string()
        );
    }
}
