//! The `#[serde(..)]` attributes of fields: what serde would not understand, and what they change.

use quote::{ToTokens, quote};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Attribute, ExprPath, Field, LitStr, Meta, Token, parse_quote};

use super::serde::{Entry, check_once, check_readable, entries};
use crate::shared::errors::Errors;
use crate::shared::suggest;
use crate::shared::tokens;

/// What serde knows on fields. What it does not know would be an error at each trait that is then not derived.
const FIELD_KEYS: [&str; 12] = [
    "alias",
    "bound",
    "default",
    "deserialize_with",
    "flatten",
    "rename",
    "serialize_with",
    "skip",
    "skip_deserializing",
    "skip_serializing",
    "skip_serializing_if",
    "with",
];

/// Reports what serde would not understand on a field.
pub(super) fn check(attrs: &[Attribute], errors: &mut Errors) {
    check_readable(attrs, errors);
    for entry in entries(attrs) {
        let name = entry.name();
        let text = match name.as_str() {
            "borrow" => Some("remove `borrow`: a request owns what it carries"),
            "getter" => Some("remove `getter`: the fields of a request are its own"),
            _ => None,
        };
        if let Some(text) = text {
            errors.at(&entry.meta, text);
        } else if !FIELD_KEYS.contains(&name.as_str()) {
            let meant = suggest::meant(&name, FIELD_KEYS);
            let known = suggest::list(FIELD_KEYS);
            errors.at(
                entry.meta.path(),
                format!("serde knows no `{name}` on a field{meant} (known: {known})"),
            );
        } else if let Some(text) = value_mistake(&entry) {
            errors.at(entry.value(), text);
        } else if let Some(text) = one_way(&entry) {
            errors.at(&entry.meta, text);
        }
    }
    check_once(attrs, errors);
}

/// The field's attributes, in which `default` and `skip` name what they call, as if written there: a type without
/// `Default` is then one error at that word. Otherwise serde's derives would report it at the attribute, each time anew.
pub(super) fn with_defaults(field: &Field, by_derive: bool) -> Vec<Attribute> {
    // Then serde alone says what is missing.
    if by_derive {
        return field.attrs.clone();
    }
    let known = tokens::is_plain(&field.ty);
    let has_default = entries(&field.attrs).iter().any(|entry| entry.is("default"));
    let name = |entry: Entry| {
        let alone = matches!(entry.meta, Meta::Path(_));
        let skips = entry.is("skip") || entry.is("skip_deserializing");
        let path = LitStr::new("::core::default::Default::default", entry.meta.path().span());
        match entry.meta {
            meta if !alone => meta.to_token_stream(),
            meta if skips && !has_default => quote!(#meta, default = #path),
            meta if meta.path().is_ident("default") => quote!(#meta = #path),
            meta => meta.to_token_stream(),
        }
    };
    let attribute = |attr: &Attribute| {
        let read = attr.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated);
        let metas = read.ok().filter(|_| !known && attr.path().is_ident("serde"))?;
        let metas = metas.into_iter().map(|meta| name(Entry { meta }));
        Some(parse_quote!(#[serde(#(#metas),*)]))
    };
    let attributes = field.attrs.iter();
    attributes
        .map(|attr| attribute(attr).unwrap_or_else(|| attr.clone()))
        .collect()
}

/// What serde would say at every trait that is then not derived.
fn value_mistake(entry: &Entry) -> Option<String> {
    let name = entry.name();
    let alone = matches!(entry.meta, Meta::Path(_));
    match name.as_str() {
        "flatten" | "skip" | "skip_serializing" | "skip_deserializing" => {
            (!alone).then(|| format!("`{name}` takes no value; write it alone"))
        }
        "default" if alone => None,
        "default" | "with" | "serialize_with" | "deserialize_with" | "skip_serializing_if" => {
            let is_path = entry.text().is_some_and(|text| text.parse::<ExprPath>().is_ok());
            (!is_path).then(|| format!("expected a path in quotes, as in `{name} = \"module::name\"`"))
        }
        "alias" => entry
            .text()
            .is_none()
            .then(|| "expected text in quotes, as in `alias = \"name\"`".to_owned()),
        "rename" if alone || (entry.text().is_none() && matches!(entry.meta, Meta::NameValue(_))) => {
            Some("expected text in quotes, as in `rename = \"name\"`".to_owned())
        }
        _ => None,
    }
}

/// What would make one side send what the other does not read.
fn one_way(entry: &Entry) -> Option<String> {
    let name = entry.name();
    match name.as_str() {
        "skip_serializing" => Some(format!(
            "remove `{name}`: the client would not send what it was given; `skip` leaves a field out on both sides"
        )),
        "skip_deserializing" => Some(format!(
            "remove `{name}`: the daemon would not read what the client sends; `skip` leaves a field out on both sides"
        )),
        "rename" if matches!(entry.meta, Meta::List(_)) => Some(
            "expected one name for both directions, as in `rename = \"name\"`: the daemon reads what the client writes"
                .to_owned(),
        ),
        _ => None,
    }
}

/// Whether a field is written and read in another way than that of its type.
pub(super) fn is_converted(attrs: &[Attribute]) -> bool {
    let converts = |entry: &Entry| {
        ["with", "serialize_with", "deserialize_with", "skip"]
            .iter()
            .any(|key| entry.is(key))
    };
    entries(attrs).iter().any(converts)
}

/// Whether a field is written and read in the way of its type.
pub(super) fn sends_whole(attrs: &[Attribute]) -> bool {
    let whole = |entry: &Entry| {
        ["alias", "default", "rename", "skip_serializing_if"]
            .iter()
            .any(|key| entry.is(key))
    };
    entries(attrs).iter().all(whole)
}
