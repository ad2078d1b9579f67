//! What was written → what it means: the rules of `#[ipc_protocol]` for one variant.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::{Attribute, ItemEnum, LitStr, Type, Variant};

use super::field::{self, Field};
use super::reply::{self, Reply};
use super::serde;
use super::serde_case::Case;
use crate::shared::args::Args;
use crate::shared::attrs;
use crate::shared::errors::Errors;
use crate::shared::name;

/// One request: a variant, its struct and its method.
pub(super) struct Request {
    pub(super) variant: Ident,
    pub(super) method: Ident,
    /// The name on the wire.
    pub(super) wire: LitStr,
    pub(super) docs: Vec<Attribute>,
    pub(super) summary: String,
    /// What everything generated for it starts with.
    pub(super) beside: Vec<Attribute>,
    /// `#[deprecated]`, for the struct and the method too.
    pub(super) deprecated: Vec<Attribute>,
    pub(super) rename_fields: Option<LitStr>,
    /// `None` for a unit variant.
    pub(super) fields: Option<Vec<Field>>,
    pub(super) reply: Reply,
    pub(super) error: Option<TokenStream>,
    pub(super) idempotent: bool,
}

impl Request {
    /// The names of the fields in braces, to take the struct or the variant apart and to put it together.
    pub(super) fn names(&self) -> Option<TokenStream> {
        let names = self
            .fields
            .as_ref()?
            .iter()
            .map(|Field { name, cfgs, .. }| quote!(#(#cfgs)* #name));
        Some(quote!({ #(#names),* }))
    }

    /// The fields whose types are asked about by themselves.
    pub(super) fn asked(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().flatten().filter(|field| field.asked)
    }

    pub(super) fn fields_mut(&mut self) -> impl Iterator<Item = &mut Field> {
        self.fields.iter_mut().flatten()
    }

    /// Whether a field takes the members that no other field takes.
    pub(super) fn is_flattened(&self) -> bool {
        self.fields.iter().flatten().any(|field| field.flattened)
    }
}

/// What a request must know of the enum around it.
#[expect(
    clippy::struct_excessive_bools,
    reason = "facts that have nothing to do with each other"
)]
pub(super) struct Protocol<'a> {
    pub(super) name: &'a Ident,
    pub(super) has_response: bool,
    pub(super) response: Option<&'a Type>,
    pub(super) variants: Vec<String>,
    pub(super) rename_fields: Option<LitStr>,
    /// Whether what is missing is not what was written otherwise at the protocol.
    pub(super) is_sure: bool,
    /// Whether all is left to what serde derives: for schemas, and for `#[non_exhaustive]`, of which it would think
    /// as of another crate's.
    pub(super) by_derive: bool,
    /// Which has been reported; what follows from it is not.
    pub(super) is_generic: bool,
}

/// Methods that the client has by itself, or that the client below it must keep.
const TAKEN: [&str; 15] = [
    "as_client",
    "call",
    "client",
    "clone",
    "close",
    "connect",
    "connect_or_start",
    "connect_to",
    "fmt",
    "into_client",
    "ipc",
    "new",
    "oneway",
    "stream",
    "with_timeout",
];

pub(super) fn check(
    variant: &Variant,
    args: &Args,
    protocol: &Protocol<'_>,
    errors: &mut Errors,
) -> Option<Request> {
    args.check(errors);
    let serde = serde::check_variant(&variant.attrs, errors);
    let wire = wire(variant, serde.rename, errors);
    let method = method(variant, errors);
    let reply = reply::check(variant, args, protocol, errors);
    let error = reply::owned("error", args, protocol, errors);
    let idempotent = args.flag("idempotent", errors);
    let rename_fields = serde.rename_fields.or_else(|| protocol.rename_fields.clone());
    let case = rename_fields.as_ref().map(LitStr::value).unwrap_or_default();
    let mut fields = field::check(variant, Case(&case), protocol, errors);
    if let Some(Some(fields)) = &mut fields
        && fields.iter().any(|field| field.flattened)
    {
        // It is read by the enum, so there is nothing to be called by name.
        for field in fields {
            field.asked = false;
        }
    }
    Some(Request {
        variant: variant.ident.clone(),
        method: method?,
        wire: wire?,
        docs: attrs::with_names(&variant.attrs, &["doc"]),
        summary: attrs::doc_text(&variant.attrs),
        beside: attrs::beside(&variant.attrs),
        deprecated: attrs::with_names(&variant.attrs, &["deprecated"]),
        rename_fields,
        fields: fields?,
        reply: reply?,
        error,
        idempotent,
    })
}

fn wire(variant: &Variant, rename: Option<LitStr>, errors: &mut Errors) -> Option<LitStr> {
    let ident = &variant.ident;
    let wire = rename.unwrap_or_else(|| LitStr::new(&name::snake_case(ident), ident.span()));
    let text = wire.value();
    if text.is_empty() {
        errors.at(&wire, "a request needs a name; write one or remove `rename`");
        return None;
    }
    if text.starts_with("daemon.") {
        errors.at(
            &wire,
            "names that start with `daemon.` belong to the daemon itself; choose another",
        );
        return None;
    }
    Some(wire)
}

fn method(variant: &Variant, errors: &mut Errors) -> Option<Ident> {
    let ident = &variant.ident;
    let name = name::snake_case(ident);
    let method = name::identifier(&name, ident.span());
    if method.is_none() || TAKEN.contains(&name.as_str()) {
        let reason = if method.is_none() {
            "no method can be called"
        } else {
            "the client has a method of its own called"
        };
        let text = format!(
            "a request cannot be called `{ident}`: {reason} `{name}`; \
             rename it and keep the name on the wire with `#[serde(rename = \"{name}\")]`"
        );
        errors.at(ident, text);
        return None;
    }
    method
}

/// Reports requests that would be mistaken for each other.
pub(super) fn check_distinct(item: &ItemEnum, requests: &[Option<Request>], errors: &mut Errors) {
    // Of two that exist under conditions, perhaps only one ever exists.
    let always = |request: &&Request| !request.beside.iter().any(|attr| attr.path().is_ident("cfg"));
    let requests: Vec<_> = requests.iter().flatten().filter(always).collect();
    for (position, request) in requests.iter().enumerate() {
        let earlier = &requests[..position];
        if let Some(other) = earlier
            .iter()
            .find(|other| other.wire.value() == request.wire.value())
        {
            let name = request.wire.value();
            let text = format!(
                "the name `{name}` is taken by `{}::{}`; choose another",
                item.ident, other.variant
            );
            errors.add(syn::Error::new(request.wire.span(), text));
        } else if let Some(other) = earlier.iter().find(|other| other.method == request.method) {
            let text = format!(
                "the method `{}` is taken by `{}::{}`; rename one",
                request.method, item.ident, other.variant
            );
            errors.at(&request.variant, text);
        }
    }
}
