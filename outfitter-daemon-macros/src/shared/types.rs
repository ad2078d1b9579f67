//! Types that cannot stand where they were written, whatever they mean; said here, once, because the generated code
//! names each of them several times.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{Expr, ExprLit, GenericArgument, Lit, PathArguments, Type, TypePath};

use super::sized::{parameters, sized, without_size};
use super::tokens::{self, as_written};

/// What is wrong with a type that one side sends to the other: where, and what to write.
pub(crate) fn unsendable(ty: &Type) -> Option<(TokenStream, String)> {
    uncompilable(ty).or_else(|| unusable_key(ty))
}

/// Of that, what the compiler would refuse in its turn.
pub(crate) fn uncompilable(ty: &Type) -> Option<(TokenStream, String)> {
    if let Some(word) = tokens::find_word(ty, &|word: &Ident| word == "impl") {
        let text = "daemon and client must know the type; name it instead of `impl Trait`";
        return Some((word.to_token_stream(), text.to_owned()));
    }
    if let Some(sign) = find(ty, &|token| is_infer(token)) {
        return Some((
            sign.to_token_stream(),
            "write the type; `_` is not filled in here".to_owned(),
        ));
    }
    if let Type::Never(never) = ty {
        return Some((
            never.to_token_stream(),
            "`!` cannot be sent; write `()` for nothing".to_owned(),
        ));
    }
    if let Some(found) = without_size(ty) {
        return Some(found);
    }
    if let Some(lifetime) = lifetime(ty) {
        return Some((
            lifetime,
            "what is sent owns what it carries; write a type without a lifetime".to_owned(),
        ));
    }
    within(ty, &borrowing).or_else(|| within(ty, &too_long))
}

/// What is wrong with a type, or with one in it of which the standard library's types hold values.
fn within(
    ty: &Type,
    wrong: &impl Fn(&Type) -> Option<(TokenStream, String)>,
) -> Option<(TokenStream, String)> {
    const HOLDERS: [&str; 11] = [
        "Arc", "BTreeMap", "BTreeSet", "Box", "HashMap", "HashSet", "Option", "Rc", "Result", "Vec",
        "VecDeque",
    ];
    let inner = || match ty {
        Type::Array(array) => within(&array.elem, wrong),
        Type::Group(group) => within(&group.elem, wrong),
        Type::Paren(paren) => within(&paren.elem, wrong),
        Type::Slice(slice) => within(&slice.elem, wrong),
        Type::Tuple(tuple) => tuple.elems.iter().find_map(|ty| within(ty, wrong)),
        Type::Path(path) => {
            let (name, held) = generic(path)?;
            let holds = HOLDERS.iter().any(|holder| name == holder);
            held.iter().filter(|_| holds).find_map(|ty| within(ty, wrong))
        }
        _ => None,
    };
    wrong(ty).or_else(inner)
}

/// `Cow<str>`, whose lifetime is only left out.
fn borrowing(ty: &Type) -> Option<(TokenStream, String)> {
    let Type::Path(path) = ty else { return None };
    let (name, parameters) = generic(path)?;
    let borrowed = parameters.first().filter(|_| name == "Cow")?;
    let owned = as_written(sized(borrowed)?);
    let text = format!(
        "what is sent owns what it carries, and `{}` may borrow it; write `{owned}`",
        as_written(ty)
    );
    // A lifetime that was written is `'static`.
    let written = |argument: &GenericArgument| matches!(argument, GenericArgument::Lifetime(_));
    let elided = match &path.path.segments.last()?.arguments {
        PathArguments::AngleBracketed(given) => !given.args.iter().any(written),
        _ => true,
    };
    elided.then(|| (ty.to_token_stream(), text))
}

/// What serde does not know, because of how many there are.
fn too_long(ty: &Type) -> Option<(TokenStream, String)> {
    let (known, instead) = match ty {
        Type::Array(array) => {
            let Expr::Lit(ExprLit {
                lit: Lit::Int(len), ..
            }) = &array.len
            else {
                return None;
            };
            let is_known = len.base10_parse::<u64>().ok()? <= 32;
            let instead = format!("write `Vec<{}>`", as_written(&array.elem));
            (is_known, format!("arrays of up to 32 items; {instead}"))
        }
        Type::Tuple(tuple) => (
            tuple.elems.len() <= 16,
            "tuples of up to 16 items; write a struct".to_owned(),
        ),
        _ => return None,
    };
    let text = format!("`{}` cannot be sent: serde knows {instead}", as_written(ty));
    (!known).then(|| (ty.to_token_stream(), text))
}

fn is_infer(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Ident(word) if word == "_") || tokens::is_sign(token, '_')
}

fn find(tokens: impl ToTokens, wanted: &impl Fn(&TokenTree) -> bool) -> Option<TokenTree> {
    tokens
        .into_token_stream()
        .into_iter()
        .find_map(|token| match &token {
            TokenTree::Group(group) => find(group.stream(), wanted),
            token => wanted(token).then(|| token.clone()),
        })
}

/// The first lifetime that is neither `'static` nor declared by the type itself.
fn lifetime(ty: &Type) -> Option<TokenStream> {
    let tokens: TokenStream = ty.to_token_stream();
    if tokens::find_word(&tokens, &|word: &Ident| word == "for").is_some() {
        return None;
    }
    let mut quote_before: Option<TokenTree> = None;
    for token in tokens {
        match (&quote_before, &token) {
            (Some(sign), TokenTree::Ident(name)) if name != "static" => return Some(quote!(#sign #name)),
            _ => {}
        }
        quote_before = tokens::is_sign(&token, '\'').then_some(token);
    }
    None
}

/// The innermost types in containers of the standard library, by the names that they have there; none of a type that is
/// no container. A `Box` is none: what is in it may have no size.
pub(crate) fn contents(ty: &Type) -> Vec<Type> {
    // With how many of the parameters are what they hold: hashers are not sent.
    const HOLDERS: [(&str, usize); 7] = [
        ("BTreeMap", 2),
        ("BTreeSet", 1),
        ("HashMap", 2),
        ("HashSet", 1),
        ("Option", 1),
        ("Vec", 1),
        ("VecDeque", 1),
    ];
    let held: Vec<Type> = match ty {
        Type::Tuple(tuple) => tuple.elems.iter().cloned().collect(),
        Type::Array(array) => vec![(*array.elem).clone()],
        Type::Path(path) if path.qself.is_none() => {
            let (Some(first), Some((name, held))) = (path.path.segments.first(), generic(path)) else {
                return Vec::new();
            };
            let standard = ["alloc", "core", "std"].iter().any(|root| first.ident == root);
            let holder = HOLDERS.iter().find(|(holder, _)| name == holder);
            let Some((_, count)) = holder.filter(|_| standard || path.path.segments.len() == 1) else {
                return Vec::new();
            };
            held.into_iter().take(*count).collect()
        }
        _ => return Vec::new(),
    };
    let innermost = |ty: Type| {
        let contents = contents(&ty);
        if contents.is_empty() { vec![ty] } else { contents }
    };
    held.into_iter().flat_map(innermost).collect()
}

/// A map whose keys JSON cannot have: they are text there.
fn unusable_key(ty: &Type) -> Option<(TokenStream, String)> {
    let Type::Path(path) = ty else { return None };
    let (name, inner) = generic(path)?;
    if let (true, [key, value]) = (name == "HashMap" || name == "BTreeMap", inner.as_slice())
        && is_no_key(key)
    {
        let (key_text, value) = (as_written(key), as_written(value));
        let message = format!(
            "`{key_text}` cannot be the key of a map in JSON, where keys are text; write `Vec<({key_text}, {value})>`"
        );
        return Some((key.to_token_stream(), message));
    }
    inner.iter().find_map(unusable_key)
}

/// The two types of a `Result<T, E>`, as a person writes them.
pub(crate) fn result(ty: &TokenStream) -> Option<[String; 2]> {
    let Ok(Type::Path(path)) = syn::parse2(ty.clone()) else {
        return None;
    };
    let (name, inner) = generic(&path)?;
    let inner: Vec<_> = inner.iter().map(as_written).collect();
    (name == "Result").then_some(inner)?.try_into().ok()
}

/// The name of a type without its path, and the types in its angle brackets.
fn generic(path: &TypePath) -> Option<(&Ident, Vec<Type>)> {
    let last = path.path.segments.last()?;
    let mut arguments = last.arguments.clone();
    Some((
        &last.ident,
        parameters(&mut arguments).map(|ty| ty.clone()).collect(),
    ))
}

fn is_no_key(ty: &Type) -> bool {
    match ty {
        Type::Tuple(_) | Type::Array(_) | Type::Slice(_) => true,
        Type::Path(path) => path.path.segments.last().is_some_and(|last| {
            let no_text = ["Vec", "HashMap", "BTreeMap", "HashSet", "BTreeSet", "VecDeque"];
            !last.arguments.is_none() && no_text.iter().any(|name| last.ident == name)
        }),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{as_written, contents, unsendable};

    fn said(ty: &str) -> String {
        unsendable(&syn::parse_str(ty).unwrap())
            .map_or(String::new(), |(place, text)| format!("{place}: {text}"))
    }

    #[test]
    fn says_what_to_write() {
        assert_eq!(said("str"), "str: `str` has no size of its own; write `String`");
        assert_eq!(
            said("Option<[u8]>"),
            "[u8]: `[u8]` has no size of its own; write `Vec<u8>`"
        );
        assert!(said("Vec<_>").starts_with("_: write the type"));
        assert!(said("Cow<'a, str>").starts_with("'a: what is sent owns"));
        assert!(said("HashMap<(u8, u8), u64>").contains("write `Vec<((u8, u8), u64)>`"));
        assert!(said("impl Iterator").starts_with("impl: "));
        assert!(said("Option<Cow<str>>").ends_with("may borrow it; write `String`"));
        assert!(said("Vec<[u8; 64]>").contains("arrays of up to 32 items; write `Vec<u8>`"));
        assert!(
            said("(u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8)").contains("up to 16")
        );
    }

    #[test]
    fn finds_what_containers_hold() {
        let held = |ty: &str| -> Vec<String> {
            let contents = contents(&syn::parse_str(ty).unwrap());
            contents.iter().map(as_written).collect()
        };
        assert_eq!(held("Vec<Option<Level>>"), ["Level"]);
        assert_eq!(
            held("std::collections::HashMap<Key, [Level; 2], Hasher>"),
            ["Key", "Level"]
        );
        assert_eq!(held("(u8, Vec<Box<dyn Shape>>)"), ["u8", "Box<dyn Shape>"]);
        assert_eq!(held("Level"), [""; 0]);
        assert_eq!(held("Box<Level>"), [""; 0]);
        assert_eq!(held("mine::Vec<Level>"), [""; 0]);
    }

    #[test]
    fn leaves_the_rest_alone() {
        for ty in [
            "Cow<'static, str>",
            "Box<str>",
            "Path",
            "Vec<[u8; 4]>",
            "[u8; 32]",
            "Big<[u8; 64]>",
            "Cow<Shape>",
            "HashMap<u64, (u8, u8)>",
            "Arc<[u8]>",
            "()",
            "for<'a> fn(&'a u8)",
        ] {
            assert_eq!(said(ty), "", "{ty}");
        }
    }
}
