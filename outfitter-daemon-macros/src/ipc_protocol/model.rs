//! What was written → what it means: the rules of `#[ipc_protocol]` for the enum as a whole.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::punctuated::Punctuated;
use syn::{Attribute, ItemEnum, Path, Token, Type, Visibility};

use super::field;
use super::parse::{self, Ast};
use super::request::{self, Request};
use super::{serde, serde_field};
use crate::shared::above;
use crate::shared::attrs;
use crate::shared::errors::Errors;
use crate::shared::name;
use crate::shared::runtime::Runtime;
use crate::shared::tokens;
use crate::shared::types;

pub(crate) struct Model {
    pub(super) runtime: Runtime,
    /// The enum, without what only this attribute understands.
    pub(super) item: ItemEnum,
    pub(super) name: Ident,
    pub(super) module: Ident,
    pub(super) client: Ident,
    /// The trait with the client's methods.
    pub(super) api: Ident,
    pub(super) vis: Visibility,
    /// The same visibility, written inside the module.
    pub(super) inner_vis: TokenStream,
    /// What every generated item starts with.
    pub(super) beside: Vec<Attribute>,
    /// Whether types of fields are asked about by themselves.
    pub(super) asks: bool,
    /// The standard library's traits that the user derives, for the structs.
    pub(super) derives: Vec<Derive>,
    /// The type of every reply, if the protocol has one for all.
    pub(super) response: Option<Type>,
    /// Where it says that JSON Schemas are wanted of everything in it.
    pub(super) schema: Option<Span>,
    pub(super) requests: Vec<Request>,
}

/// One of the standard library's traits.
pub(super) struct Derive {
    pub(super) name: String,
    pub(super) path: TokenStream,
}

pub(super) fn check(ast: &Ast, errors: &mut Errors) -> Option<Model> {
    let Ast { args, item, requests } = ast;
    args.check(errors);
    let name = item.as_ref().map(|item| &item.ident);
    let runtime = Runtime::read(args, name, errors);
    let response = args.ty("response", errors);
    if let Some((place, text)) = response.as_ref().and_then(types::unsendable) {
        errors.at(place, text);
    }
    let schema = args.flag("schema", errors);
    let schema = args.get("schema").filter(|_| schema).map(|arg| arg.key.span());
    let item = item.as_ref()?;
    check_enum(item, errors);
    let rename_fields = serde::check_enum(&item.attrs, errors);
    let derives = derives(&item.attrs, errors);
    check_above(item, errors);
    let by_derive = schema.is_some()
        || item
            .attrs
            .iter()
            .any(|attr| attr.path().is_ident("non_exhaustive"));
    let is_sure = args.can_miss() && !item.attrs.iter().any(|attr| attr.path().is_ident("ipc"));
    let says_nothing = is_sure && args.get("response").is_none() && no_ipc_at_all(item);
    if says_nothing {
        let name = &item.ident;
        let text = format!(
            "no request of `{name}` says what it answers; write `#[ipc(returns = T)]`, `#[ipc(stream = T)]` or \
             `#[ipc(oneway)]` above each, or `#[ipc_protocol(response = T)]` if all are answered with one type"
        );
        errors.at(name, text);
    }
    let protocol = request::Protocol {
        name: &item.ident,
        // Judged by the key, so that a mistake in its value does not ask for `returns` everywhere.
        has_response: args.get("response").is_some(),
        response: response.as_ref(),
        variants: item
            .variants
            .iter()
            .map(|variant| variant.ident.unraw().to_string())
            .collect(),
        rename_fields,
        by_derive,
        is_sure: is_sure && !says_nothing,
        is_generic: !item.generics.params.is_empty(),
    };
    let checked = item.variants.iter().zip(requests);
    let mut requests: Vec<_> = checked
        .map(|(variant, args)| request::check(variant, args, &protocol, errors))
        .collect();
    field::number(
        requests.iter_mut().flatten().flat_map(Request::fields_mut),
        &item.ident,
    );
    request::check_distinct(item, &requests, errors);
    Some(Model {
        runtime,
        name: item.ident.clone(),
        module: module(item, errors)?,
        client: format_ident!("{}Client", item.ident.unraw(), span = item.ident.span()),
        api: format_ident!("{}Api", item.ident.unraw(), span = item.ident.span()),
        vis: item.vis.clone(),
        inner_vis: inner_vis(&item.vis),
        beside: attrs::beside(&item.attrs),
        asks: requests
            .iter()
            .flatten()
            .any(|request| request.asked().next().is_some()),
        derives,
        response,
        schema,
        requests: requests.into_iter().collect::<Option<_>>()?,
        item: clean(item, by_derive),
    })
}

/// Whether there are several requests, and nothing is said of any.
fn no_ipc_at_all(item: &ItemEnum) -> bool {
    let said = |attr: &Attribute| attr.path().is_ident("ipc") || parse::means_ipc(attr);
    item.variants.len() > 1 && !item.variants.iter().any(|variant| variant.attrs.iter().any(said))
}

fn check_enum(item: &ItemEnum, errors: &mut Errors) {
    if !item.generics.params.is_empty() {
        errors.at(
            &item.generics,
            "a protocol cannot be generic: requests name their types, and own what they carry (`String`, not `&str`)",
        );
    }
    if let Some(clause) = &item.generics.where_clause {
        errors.at(clause, "a protocol cannot have a `where` clause; remove it");
    }
    if item.variants.is_empty() {
        errors.at(
            &item.ident,
            "a protocol needs at least one request; add a variant",
        );
    }
    for attr in item.attrs.iter().filter(|attr| attr.path().is_ident("ipc")) {
        errors.at(
            attr,
            "`#[ipc(..)]` goes on a variant; for the whole protocol write `#[ipc_protocol(..)]`",
        );
    }
    for attr in item
        .attrs
        .iter()
        .filter(|attr| attrs::last_name(attr) == "ipc_protocol")
    {
        errors.at(attr, "`#[ipc_protocol]` is given twice; remove one of the two");
    }
}

/// The structs get the traits that both an enum and a struct can have and that say nothing about single variants.
fn derives(attrs: &[Attribute], errors: &mut Errors) -> Vec<Derive> {
    let (mut found, mut serde) = (Vec::new(), Vec::new());
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("derive")) {
        // What cannot be read is left to the compiler.
        let Ok(paths) = attr.parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated) else {
            continue;
        };
        for path in paths {
            let last = path
                .segments
                .last()
                .map(|segment| segment.ident.to_string())
                .unwrap_or_default();
            if last == "Serialize" || last == "Deserialize" {
                serde.push((path, last));
            } else if let Some(path) = standard_derive(&path, &last) {
                found.push((last, path));
            }
        }
    }
    // One mistake, whether it is one word or two.
    let names: Vec<_> = serde.iter().map(|(_, name)| format!("`{name}`")).collect();
    if !serde.is_empty() {
        let paths = serde.iter().map(|(path, _)| path);
        let remove = if names.len() == 1 { "it" } else { "both" };
        errors.at(
            quote!(#(#paths),*),
            format!(
                "`#[ipc_protocol]` derives {} by itself; remove {remove}",
                names.join(" and ")
            ),
        );
    }
    // What lacks the trait that it needs is said of the enum, unless that has it by hand.
    let has = |name: &str| found.iter().any(|(found, _)| found == name);
    let complete = |name: &str| match name {
        "Copy" => has("Clone"),
        "Eq" | "PartialOrd" => has("PartialEq"),
        "Ord" => has("Eq") && has("PartialOrd"),
        _ => true,
    };
    found
        .iter()
        .filter(|(name, _)| complete(name))
        .map(|(name, path)| Derive {
            name: name.clone(),
            path: path.clone(),
        })
        .collect()
}

/// What is derived above the attribute is the same mistake as below it.
fn check_above(item: &ItemEnum, errors: &mut Errors) {
    let derived = above::derived_of_serde();
    if derived.is_empty() {
        return;
    }
    let names: Vec<_> = derived.iter().map(|name| format!("`{name}`")).collect();
    let text = format!(
        "`#[ipc_protocol]` derives {} by itself; remove {} from the `#[derive(..)]` above",
        names.join(" and "),
        if names.len() == 1 { "it" } else { "both" }
    );
    errors.add(syn::Error::new(above::attribute(&item.ident), text));
}

fn standard_derive(path: &Path, last: &str) -> Option<TokenStream> {
    let first = path.segments.first()?;
    let standard = path.segments.len() == 1 || ["core", "std"].iter().any(|root| first.ident == root);
    let module = match last {
        "Clone" => "clone",
        "Copy" => "marker",
        "Debug" => "fmt",
        "Hash" => "hash",
        "Eq" | "Ord" | "PartialEq" | "PartialOrd" => "cmp",
        _ => return None,
    };
    // All of it where the user wrote it: what a field lacks is then the same error as for the enum.
    let place = path.segments.last()?.ident.span();
    let (module, name) = (Ident::new(module, place), Ident::new(last, place));
    standard.then(|| quote_spanned!(place=> ::core::#module::#name))
}

fn module(item: &ItemEnum, errors: &mut Errors) -> Option<Ident> {
    let name = name::snake_case(&item.ident);
    let module = name::identifier(&name, item.ident.span()).filter(|module| *module != item.ident);
    if item.ident.unraw() == name {
        let camel = name::camel_case(&item.ident);
        errors.at(
            &item.ident,
            format!("the module of its requests is called `{name}`; call the enum `{camel}`"),
        );
    } else if module.is_none() {
        errors.at(
            &item.ident,
            format!("the module of its requests cannot be called `{name}`; rename the enum"),
        );
    }
    module
}

fn inner_vis(vis: &Visibility) -> TokenStream {
    match vis {
        Visibility::Public(public) => public.to_token_stream(),
        Visibility::Inherited => quote!(pub(super)),
        Visibility::Restricted(restricted) => {
            let from = tokens::from_inside(&restricted.path);
            if restricted.path.segments.len() == 1 && !restricted.path.is_ident("super") {
                quote!(pub(#from))
            } else {
                quote!(pub(in #from))
            }
        }
    }
}

fn clean(item: &ItemEnum, by_derive: bool) -> ItemEnum {
    let mut item = item.clone();
    parse::retain(&mut item, &|attr| !attr.path().is_ident("ipc"));
    let fields = item.variants.iter_mut().flat_map(|variant| &mut variant.fields);
    for field in fields {
        field.attrs = serde_field::with_defaults(field, by_derive);
    }
    item
}
