//! Types without a size, which no variable can have, and what to write for them.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{GenericArgument, Path, PathArguments, Type, parse_quote};

use super::tokens::{self, as_written};

/// A type that no variable can have: where, and what to write.
pub(crate) fn without_size(ty: &Type) -> Option<(TokenStream, String)> {
    let (place, mended) = unsized_in(ty)?;
    let text = as_written(&place);
    // A trait before edition 2021, or a type with traits as if it were a parameter.
    if let Ok(Type::TraitObject(object)) = syn::parse2(place.clone())
        && object.dyn_token.is_none()
        && let Some(first) = object.bounds.first()
        && tokens::is_plain(first)
    {
        let first = as_written(first);
        return Some((place, format!("`{text}` is no type; write `{first}`")));
    }
    Some((
        place,
        format!("`{text}` has no size of its own; write `{mended}`"),
    ))
}

/// The same type with something of a known size for what has none.
pub(crate) fn with_size(ty: &Type) -> Option<Type> {
    if let Some(mended) = sized(ty) {
        return Some(mended);
    }
    // Only what holds one value of its parameter: in `Box<str>` the `str` is fine.
    let Type::Path(path) = ty else { return None };
    let mut path = path.clone();
    let last = path.path.segments.last_mut()?;
    if !["State", "Option", "Vec", "Result"]
        .iter()
        .any(|holder| last.ident == holder)
    {
        return None;
    }
    let parameter = parameters(&mut last.arguments).find_map(|ty| with_size(ty).map(|mended| (ty, mended)));
    let (ty, mended) = parameter?;
    *ty = mended;
    Some(Type::Path(path))
}

/// The innermost type without a size, and what to write for it.
fn unsized_in(ty: &Type) -> Option<(TokenStream, String)> {
    if let Some(mended) = sized(ty) {
        return Some((ty.to_token_stream(), as_written(&mended)));
    }
    with_size(ty)?;
    let Type::Path(path) = ty else { return None };
    let mut arguments = path.path.segments.last()?.arguments.clone();
    parameters(&mut arguments).find_map(|ty| unsized_in(ty))
}

pub(super) fn parameters(arguments: &mut PathArguments) -> impl Iterator<Item = &mut Type> {
    let list = match arguments {
        PathArguments::AngleBracketed(list) => Some(&mut list.args),
        _ => None,
    };
    list.into_iter().flatten().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}

/// What to write for a type that has no size itself.
pub(super) fn sized(ty: &Type) -> Option<Type> {
    match ty {
        Type::TraitObject(_) => Some(parse_quote!(Box<#ty>)),
        Type::Slice(slice) => {
            let element = &slice.elem;
            Some(parse_quote!(Vec<#element>))
        }
        Type::Path(path) if path.path.is_ident("str") => Some(parse_quote!(String)),
        Type::Path(path) if is_std_path(&path.path) => Some(parse_quote!(std::path::PathBuf)),
        Type::Paren(inner) => sized(&inner.elem),
        _ => None,
    }
}

/// `Path` alone may be a type of the user's.
fn is_std_path(path: &Path) -> bool {
    let path = tokens::as_text(path);
    path == "std::path::Path" || path == "::std::path::Path"
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::{as_written, with_size};

    #[test]
    fn gives_a_size() {
        let mended = |ty: syn::Type| with_size(&ty).map(|ty| as_written(&ty));
        assert_eq!(
            mended(parse_quote!(State<dyn Stock>)).as_deref(),
            Some("State<Box<dyn Stock>>")
        );
        assert_eq!(mended(parse_quote!(State<App>)), None);
    }
}
