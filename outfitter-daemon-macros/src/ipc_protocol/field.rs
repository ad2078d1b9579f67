//! What was written → what it means: the rules of `#[ipc_protocol]` for the fields of a variant.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident};
use syn::ext::IdentExt;
use syn::{Attribute, Field as SynField, Fields, Type, Variant};

use super::request::Protocol;
use super::serde;
use super::serde_case::Case;
use super::serde_field;
use crate::shared::attrs;
use crate::shared::errors::Errors;
use crate::shared::tokens;
use crate::shared::types;

pub(super) struct Field {
    pub(super) name: Ident,
    pub(super) ty: TokenStream,
    /// Which it is of all fields of the protocol.
    pub(super) number: usize,
    /// A name for the type, if it is moved or asked about.
    pub(super) alias: Option<Ident>,
    /// Whether its tokens would mean something else inside the module.
    pub(super) moved: bool,
    pub(super) docs: Vec<Attribute>,
    pub(super) cfgs: Vec<Attribute>,
    /// serde's attributes, as the struct needs them.
    pub(super) serde: Vec<TokenStream>,
    pub(super) flattened: bool,
    /// Whether the type's ability to be sent is asked for by itself, and not by what serde derives, which would
    /// report its lack many times.
    pub(super) asked: bool,
}

#[expect(
    clippy::option_option,
    reason = "outside: whether it can be used; inside: whether there are any"
)]
pub(super) fn check(
    variant: &Variant,
    case: Case<'_>,
    protocol: &Protocol<'_>,
    errors: &mut Errors,
) -> Option<Option<Vec<Field>>> {
    match &variant.fields {
        Fields::Unit => Some(None),
        Fields::Named(named) => {
            let fields = named
                .named
                .iter()
                .map(|field| self::field(variant, field, case, protocol, errors));
            let fields: Vec<_> = fields.collect();
            check_distinct(variant, case, errors);
            Some(Some(fields.into_iter().collect::<Option<_>>()?))
        }
        Fields::Unnamed(unnamed) => {
            let text = format!("use named fields, as in `{} {{ value: .. }}`", variant.ident);
            errors.at(unnamed, text);
            None
        }
    }
}

fn field(
    variant: &Variant,
    field: &SynField,
    case: Case<'_>,
    protocol: &Protocol<'_>,
    errors: &mut Errors,
) -> Option<Field> {
    for attr in field.attrs.iter().filter(|attr| attr.path().is_ident("ipc")) {
        errors.at(attr, "`#[ipc(..)]` goes on a variant, not on a field");
    }
    let name = field.ident.clone()?;
    let sibling = |word: &str| protocol.variants.iter().any(|variant| variant == word);
    let shifts = |word: &Ident| {
        let word = word.unraw().to_string();
        matches!(word.as_str(), "self" | "super" | "Self") || sibling(&word)
    };
    check_field_name(&name, field, case, errors);
    serde_field::check(&field.attrs, errors);
    if !serde_field::is_converted(&field.attrs) {
        check_owned(&field.ty, protocol, errors);
    }
    let flattened = serde::entries(&field.attrs)
        .iter()
        .any(|entry| entry.is("flatten"));
    if flattened && tokens::is_plain(&field.ty) && tokens::find_word(&field.ty, &is_map).is_none() {
        errors.at(
            &field.ty,
            "only a struct or a map can be flattened; remove `flatten`",
        );
    }
    let cfgs = attrs::cfgs(&field.attrs);
    // What exists under a condition is left to the derive, which knows of that.
    let asked = !protocol.by_derive
        && cfgs.is_empty()
        && attrs::cfgs(&variant.attrs).is_empty()
        && !tokens::is_plain(&field.ty)
        && serde_field::sends_whole(&field.attrs);
    let moved = tokens::find_word(&field.ty, &shifts).is_some();
    let attrs = serde_field::with_defaults(field, protocol.by_derive);
    let serde = attrs.iter().filter(|attr| attr.path().is_ident("serde"));
    Some(Field {
        ty: tokens::without_self(&field.ty, protocol.name),
        number: 0,
        alias: None,
        docs: attrs::with_names(&field.attrs, &["doc"]),
        flattened,
        serde: serde.map(|attr| serde::inside(attr, &sibling)).collect(),
        asked,
        moved,
        cfgs,
        name,
    })
}

/// Gives each field its number, and the types that need one a name.
pub(super) fn number<'a>(fields: impl Iterator<Item = &'a mut Field>, protocol: &Ident) {
    for (number, field) in fields.enumerate() {
        field.number = number;
        // At the enum's name, but as if not written there: see `asked::no_parameters`.
        field.alias = (field.asked || field.moved)
            .then(|| format_ident!("__{}Field{number}", protocol.unraw(), span = tokens::at(protocol)));
    }
}

fn is_map(word: &Ident) -> bool {
    word == "HashMap" || word == "BTreeMap"
}

/// Reports fields that would be mistaken for each other.
fn check_distinct(variant: &Variant, case: Case<'_>, errors: &mut Errors) {
    let mut seen: Vec<(String, &Ident)> = Vec::new();
    for field in variant
        .fields
        .iter()
        .filter(|field| attrs::cfgs(&field.attrs).is_empty())
    {
        let Some(ident) = &field.ident else { continue };
        let entries = serde::entries(&field.attrs);
        if entries.iter().any(|entry| entry.is("flatten")) {
            continue;
        }
        let renamed = entries.iter().find(|entry| entry.is("rename"));
        let wire = match renamed {
            None => case.of(ident),
            // Other names for each direction are left to serde.
            Some(entry) => match entry.text() {
                Some(text) => text.value(),
                None => continue,
            },
        };
        if seen.iter().any(|(_, earlier)| *earlier == ident) {
            errors.at(
                ident,
                format!("the field `{ident}` is there twice; rename or remove one of the two"),
            );
        } else if let Some((_, earlier)) = seen.iter().find(|(name, _)| *name == wire) {
            let text = format!("the name `{wire}` is taken by the field `{earlier}`; choose another");
            errors.at(
                renamed
                    .and_then(serde::Entry::text)
                    .map_or_else(|| ident.to_token_stream(), ToTokens::to_token_stream),
                text,
            );
        }
        seen.push((wire, ident));
    }
}

/// A request is read from a line that is gone when the handler runs.
fn check_owned(ty: &Type, protocol: &Protocol<'_>, errors: &mut Errors) {
    if protocol.is_generic {
        return;
    }
    if let Some(borrow) = tokens::find_reference(ty) {
        let instead = owned(ty).map_or(String::new(), |owned| format!(", as in `{owned}`"));
        errors.at(
            borrow,
            format!("a request owns what it carries; write a type without `&`{instead}"),
        );
    } else if let Some((place, text)) = types::unsendable(ty) {
        errors.at(place, text);
    }
}

/// What to write for the usual borrowed types.
pub(super) fn owned(ty: &Type) -> Option<&'static str> {
    let Type::Reference(reference) = ty else {
        return None;
    };
    match tokens::as_text(&reference.elem).as_str() {
        "str" => Some("String"),
        "[u8]" => Some("Vec<u8>"),
        "Path" => Some("PathBuf"),
        _ => None,
    }
}

/// `type` is where the wire has the name of the request.
fn check_field_name(name: &Ident, field: &SynField, case: Case<'_>, errors: &mut Errors) {
    let text = "a field cannot be called `type`, which names the request on the wire; call it otherwise";
    let mut renamed = false;
    for entry in serde::entries(&field.attrs) {
        renamed |= entry.is("rename");
        if (entry.is("rename") || entry.is("alias"))
            && entry.text().is_some_and(|text| text.value() == "type")
        {
            errors.at(entry.text(), text);
        }
    }
    if !renamed && case.of(name) == "type" {
        errors.at(name, text);
    }
}
