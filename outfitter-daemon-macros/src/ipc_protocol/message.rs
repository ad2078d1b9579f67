//! What makes the struct of a request a message of the protocol.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;

use super::asked;
use super::expand::info;
use super::model::Model;
use super::reply::Reply;
use super::request::Request;
use crate::shared::attrs;
use crate::shared::tokens;

pub(super) fn expand(model: &Model, request: &Request) -> TokenStream {
    let Model {
        runtime,
        name,
        module,
        beside,
        ..
    } = model;
    let Request {
        variant,
        wire,
        fields,
        ..
    } = request;
    let private = runtime.private();
    let own = &request.beside;
    let cfgs: Vec<_> = attrs::cfgs(beside).into_iter().chain(attrs::cfgs(own)).collect();
    let beside = quote!(#(#beside)* #(#own)*);
    let info = info(&private, request);
    let (reply, item, error) = answers(&private, request);
    let mut aliases = TokenStream::new();
    let mut outside = |ty: TokenStream, what: &str| {
        if !is_ambiguous(&ty) {
            return ty;
        }
        let alias = format_ident!(
            "__{}{}{what}",
            name.unraw(),
            variant.unraw(),
            span = tokens::at(variant)
        );
        aliases.extend(quote!(#beside #[doc(hidden)] type #alias = #ty;));
        aliased(&private, &ty, &alias)
    };
    let (reply, item, error) = (
        outside(reply, "Reply"),
        outside(item, "Item"),
        outside(error, "Error"),
    );
    // At the type, where it is said if it is not as visible as the request.
    let reply = quote_spanned!(reply.span()=> type Reply = #reply;);
    let item = quote_spanned!(item.span()=> type Item = #item;);
    let error = quote_spanned!(error.span()=> type Error = #error;);
    // At the variant, where it is shown what requests there are; as if not written there, because of an unknown type it
    // would say that the variant lacks a parameter.
    let head = tokens::written_at(tokens::at(variant), quote!(impl #private::Message for));
    let protocol = asked::protocol(model, request);
    let body = quote! {
        type Protocol = #protocol;
        #reply
        #item
        #error
        const REQUESTS: &'static [#private::RequestInfo] = &[#info];
    };
    let body = tokens::group(Delimiter::Brace, body, tokens::at(variant));
    let unit = fields
        .is_none()
        .then(|| quote!(#(#cfgs)* #private::unit_request!(#module::#variant, #wire);));
    let names = request.names();
    let flattened = request.is_flattened().then(|| deserialize(model, request));
    quote! {
        #unit
        #flattened
        #aliases
        #beside
        #head #module::#variant #body
        #beside
        impl ::core::convert::From<#module::#variant> for #name {
            fn from(#module::#variant #names: #module::#variant) -> Self {
                Self::#variant #names
            }
        }
    }
}

/// Whether a type has a name that is also one of the trait's types: if there is no such type, the compiler would say in an
/// impl of it that those may be meant.
pub(super) fn is_ambiguous(ty: &TokenStream) -> bool {
    const OURS: [&str; 4] = ["Error", "Item", "Protocol", "Reply"];
    let mut path = false;
    let mut one = |token: TokenTree| {
        let behind_colon = path;
        path = tokens::is_sign(&token, ':');
        match token {
            TokenTree::Ident(word) => !behind_colon && OURS.iter().any(|ours| word == ours),
            TokenTree::Group(group) => is_ambiguous(&group.stream()),
            _ => false,
        }
    };
    ty.clone().into_iter().any(&mut one)
}

/// The type by a name that was given to it elsewhere, standing where the type stands.
pub(super) fn aliased(private: &TokenStream, ty: &TokenStream, alias: &Ident) -> TokenStream {
    tokens::written_over(ty, quote!(<#alias as #private::Same>::Type))
}

/// The types of the reply, of an item, and of the error.
pub(super) fn answers(private: &TokenStream, request: &Request) -> (TokenStream, TokenStream, TokenStream) {
    let (reply, item) = match &request.reply {
        Reply::Once(ty) => (ty.clone(), quote!(#private::NoItem)),
        Reply::Stream(ty) => (quote!(()), ty.clone()),
        Reply::Oneway => (quote!(()), quote!(#private::NoItem)),
    };
    let none = match &request.reply {
        Reply::Once(_) | Reply::Stream(_) => quote!(#private::NoError),
        Reply::Oneway => quote!(#private::AnyError),
    };
    (reply, item, request.error.clone().unwrap_or(none))
}

/// A flattened map would take `type` for one of its own members, so the enum, which removes it, reads in its place.
fn deserialize(model: &Model, request: &Request) -> TokenStream {
    let Model {
        runtime,
        name,
        module,
        beside,
        ..
    } = model;
    let Request { variant, wire, .. } = request;
    let private = runtime.private();
    let own = &request.beside;
    let names = request.names();
    let expected = format!("expected the request `{}`", wire.value());
    quote! {
        #(#beside)* #(#own)*
        impl<'de> #private::serde::Deserialize<'de> for #module::#variant {
            fn deserialize<D: #private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                match <#name as #private::serde::Deserialize>::deserialize(deserializer)? {
                    #name::#variant #names => ::core::result::Result::Ok(Self #names),
                    #[allow(unreachable_patterns, reason = "the only request of its protocol")]
                    _ => ::core::result::Result::Err(#private::serde::de::Error::custom(#expected)),
                }
            }
        }
    }
}
