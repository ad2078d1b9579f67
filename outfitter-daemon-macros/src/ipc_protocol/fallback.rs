//! What stands for a protocol that cannot be expanded: names that mean nothing, so that whoever uses them hears
//! nothing of it.
//!
//! ```text
//! const _: Option<fn(u64, Status)> = None; // what the variants answer with, so that no import is said to be unused
//! pub enum Request { /* as it was, without `#[ipc]` and `#[serde]` */ }
//! trait __RequestBroken<const N: usize> { type Type; }
//! type __BrokenRequest = <() as __RequestBroken<{ compile_error!("the first mistake") }>>::Type;
//! pub mod request { pub type Add = super::__BrokenRequest; }
//! pub type RequestClient = __BrokenRequest;
//! private::broken_protocol!(Request, __BrokenRequest);
//! ```
//!
//! The type is one of the compiler's own errors, which it does not report again wherever it meets it.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};
use syn::ext::IdentExt;
use syn::punctuated::Punctuated;
use syn::{Field, Fields, ItemEnum, Token, Visibility};

use super::parse::{self, Ast};
use crate::shared::above;
use crate::shared::attrs;
use crate::shared::errors::Reported;
use crate::shared::name;
use crate::shared::runtime::Runtime;
use crate::shared::tokens;
use crate::shared::types;

/// The errors, and what is left of the enum.
pub(super) fn fallback(ast: &Ast, item: &TokenStream, errors: &Reported) -> TokenStream {
    let Some(found) = Found::read(item) else {
        return quote!(#item #errors);
    };
    let Found {
        item,
        name,
        vis,
        requests,
        units,
        is_whole,
    } = found;
    let (first, rest) = errors.first_and_rest();
    let broken = broken(&name);
    let family = format_ident!("__{}Broken", name.unraw());
    let client = format_ident!("{}Client", name.unraw());
    let module = name::identifier(&name::snake_case(&name), name.span()).filter(|module| *module != name);
    let module = module.map(|module| {
        quote! {
            #vis mod #module {
                #(pub type #requests = super::#broken;)*
                #(pub const #units: super::#broken = loop {};)*
            }
        }
    });
    let stub = is_whole.then(|| {
        let private = Runtime::find(&ast.args).private();
        quote!(#private::broken_protocol!(#name, #broken);)
    });
    let allow = quote!(#[allow(warnings, reason = "an error stands beside it")]);
    // So that what was imported for them is not said to be unused.
    let types = ast
        .requests
        .iter()
        .flat_map(|args| args.types_except(&["oneway", "idempotent"]));
    let types = types.filter(|ty| tokens::find_reference(ty).is_none() && types::uncompilable(ty).is_none());
    let types = types.map(|ty| tokens::without_self(ty, &name));
    quote! {
        #allow
        const _: ::core::option::Option<fn(#(#types),*)> = ::core::option::Option::None;
        #item
        #allow
        #[doc(hidden)]
        trait #family<const N: usize> {
            type Type;
        }
        #allow
        #[doc(hidden)]
        type #broken = <() as #family<#first>>::Type;
        #allow
        #module
        #allow
        #vis type #client = #broken;
        #stub
        #rest
    }
}

/// The name of the type that is an error.
fn broken(name: &Ident) -> Ident {
    format_ident!("__Broken{}", name.unraw())
}

/// What can be said of the enum.
struct Found {
    item: TokenStream,
    name: Ident,
    vis: Visibility,
    requests: Vec<Ident>,
    /// Those that are also values.
    units: Vec<Ident>,
    /// Whether the enum is there, and nothing that would contradict what is said of it.
    is_whole: bool,
}

impl Found {
    fn read(item: &TokenStream) -> Option<Self> {
        let Ok(mut parsed) = syn::parse2::<ItemEnum>(item.clone()) else {
            return Self::guess(item);
        };
        parse::retain(&mut parsed, &|attr| {
            !attr.path().is_ident("ipc")
                && !parse::hides_ipc(attr)
                && !parse::means_ipc(attr)
                && !attr.path().is_ident("serde")
                && attrs::last_name(attr) != "ipc_protocol"
        });
        let broken = broken(&parsed.ident);
        // Where something has been reported that the compiler would report again.
        let mut seen = Vec::new();
        let variants = std::mem::take(&mut parsed.variants);
        parsed.variants = variants
            .into_iter()
            .filter(|variant| {
                let first = !seen.contains(&variant.ident);
                seen.push(variant.ident.clone());
                first
            })
            .collect();
        let owned = parsed.generics.params.is_empty();
        for variant in &mut parsed.variants {
            if let Fields::Named(named) = &mut variant.fields {
                named.named = distinct(std::mem::take(&mut named.named));
            }
        }
        for field in parsed.variants.iter_mut().flat_map(|variant| &mut variant.fields) {
            let refused =
                tokens::find_reference(&field.ty).is_some() || types::uncompilable(&field.ty).is_some();
            if owned && refused {
                field.ty = syn::parse_quote!(#broken);
            }
        }
        let unit = |fields: &Fields| matches!(fields, Fields::Unit);
        let variants = || parsed.variants.iter();
        Some(Self {
            is_whole: owned && !derives_serde(&parsed),
            name: parsed.ident.clone(),
            vis: parsed.vis.clone(),
            requests: variants().map(|variant| variant.ident.clone()).collect(),
            units: variants()
                .filter(|variant| unit(&variant.fields))
                .map(|variant| variant.ident.clone())
                .collect(),
            item: parsed.to_token_stream(),
        })
    }

    /// The same of an enum that cannot be read, and so cannot stand there as it is: the compiler has said why.
    fn guess(item: &TokenStream) -> Option<Self> {
        let tokens: Vec<TokenTree> = item.clone().into_iter().collect();
        let at = tokens
            .iter()
            .position(|token| matches!(token, TokenTree::Ident(word) if word == "enum"))?;
        let (Some(TokenTree::Ident(name)), Some(TokenTree::Group(body))) =
            (tokens.get(at + 1), tokens.last())
        else {
            return None;
        };
        let is_pub = matches!(tokens.get(at.checked_sub(1)?), Some(TokenTree::Ident(word)) if word == "pub");
        let vis = if is_pub {
            syn::parse_quote!(pub)
        } else {
            Visibility::Inherited
        };
        let broken = broken(name);
        Some(Self {
            item: quote!(#[allow(warnings, reason = "an error stands beside it")] #vis type #name = #broken;),
            name: name.clone(),
            vis,
            requests: variants(body.stream()),
            units: Vec::new(),
            is_whole: false,
        })
    }
}

/// The fields without those of a name that was there before.
fn distinct(fields: Punctuated<Field, Token![,]>) -> Punctuated<Field, Token![,]> {
    let mut seen = Vec::new();
    let first = |field: &Field| {
        let first = !seen.contains(&field.ident);
        seen.push(field.ident.clone());
        first
    };
    fields.into_iter().filter(first).collect()
}

/// Whether serde's impls are there already.
fn derives_serde(item: &ItemEnum) -> bool {
    let derives = item.attrs.iter().filter(|attr| attr.path().is_ident("derive"));
    let serde = |word: &Ident| word == "Serialize" || word == "Deserialize";
    let below = derives
        .into_iter()
        .any(|attr| tokens::find_word(attr, &serde).is_some());
    below || !above::derived_of_serde().is_empty()
}

/// The names that stand where a variant begins: at the start, and behind a comma, an attribute or a body.
fn variants(body: TokenStream) -> Vec<Ident> {
    let mut begins = true;
    let mut found = Vec::new();
    for token in body {
        match &token {
            TokenTree::Ident(name) if begins => found.push(name.clone()),
            _ => {}
        }
        begins = match &token {
            TokenTree::Group(_) => true,
            TokenTree::Punct(sign) => sign.as_char() == ',',
            _ => false,
        };
    }
    found
}
