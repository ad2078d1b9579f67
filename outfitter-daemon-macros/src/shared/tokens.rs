//! Looking into types without understanding them, and moving paths one module deeper.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::Path;

pub(crate) use super::place::{
    at, between, call, call_plain, call_there, closure, group, written_at, written_over,
};

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

/// Whether a token is this sign.
pub(crate) fn is_sign(token: &TokenTree, wanted: char) -> bool {
    matches!(token, TokenTree::Punct(sign) if sign.as_char() == wanted)
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
            sign if is_sign(sign, '&') => Some(token),
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
            sign if is_sign(sign, '&') => {
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
