//! What it means → tokens; drawn in the module above.

use proc_macro2::{Delimiter, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::LitStr;
use syn::spanned::Spanned;

use super::model::Model;
use super::reply::Reply;
use super::request::Request;
use super::{asked, client, message, module};
use crate::shared::attrs;
use crate::shared::tokens;

pub(super) fn expand(model: &Model) -> TokenStream {
    let item = item(model);
    let protocol = protocol(model);
    let module = module::expand(model);
    let messages = model
        .requests
        .iter()
        .map(|request| message::expand(model, request));
    let client = client::expand(model);
    let by_name = asked::by_name(model);
    quote!(#item #protocol #module #(#messages)* #client #by_name)
}

fn item(model: &Model) -> TokenStream {
    let Model {
        runtime, requests, ..
    } = model;
    let private = runtime.private();
    let serde = tokens::as_text(quote!(#private::serde));
    let asked = requests.iter().flat_map(Request::asked);
    let bounds = asked::bounds(asked, &private, |field| field.alias.to_token_stream());
    let item = asked::item(model);
    quote! {
        #[derive(#private::serde::Serialize, #private::serde::Deserialize)]
        #[serde(crate = #serde, tag = "type", rename_all = "snake_case" #bounds)]
        #item
    }
}

fn protocol(model: &Model) -> TokenStream {
    let Model {
        runtime,
        name,
        beside,
        response,
        requests,
        ..
    } = model;
    let private = runtime.private();
    let text = LitStr::new(&name.to_string(), name.span());
    let infos = requests.iter().map(|request| {
        let cfgs = attrs::cfgs(&request.beside);
        let info = info(&private, request);
        quote!(#(#cfgs)* #info)
    });
    let schemas = schemas(model);
    // At the enum, where it is shown what protocols there are.
    let head = tokens::written_at(name.span(), quote!(impl #private::Protocol for #name));
    let body = quote! {
        const NAME: &'static ::core::primitive::str =
            ::core::concat!(::core::module_path!(), "::", #text);
        const REQUESTS: &'static [#private::RequestInfo] = &[#(#infos),*];
        #schemas
    };
    let body = tokens::group(Delimiter::Brace, body, name.span());
    let whole = response.as_ref().map(|response| {
        let reply = quote_spanned!(response.span()=> type Reply = #response;);
        quote! {
            #(#beside)*
            impl #private::Message for #name {
                type Protocol = Self;
                #reply
                type Item = #private::NoItem;
                type Error = #private::NoError;
                const REQUESTS: &'static [#private::RequestInfo] = <Self as #private::Protocol>::REQUESTS;
            }
        }
    });
    // There, where it is said if the runtime has been built without them.
    let asks = model.schema.map(|place| {
        let cfgs = attrs::cfgs(beside);
        let asks = tokens::written_at(place, quote!(#private::with_schemas(true)));
        quote!(#(#cfgs)* const _: () = #asks;)
    });
    quote! {
        #(#beside)*
        #head #body
        #whole
        #asks
    }
}

/// What the runtime makes the protocol's JSON Schemas of, if it was built to.
fn schemas(model: &Model) -> Option<TokenStream> {
    let Model {
        runtime,
        module,
        requests,
        ..
    } = model;
    let private = runtime.private();
    let rows = requests.iter().map(|request| {
        let cfgs = attrs::cfgs(&request.beside);
        let Request { variant, wire, .. } = request;
        let (reply, item, error) = message::answers(&private, request);
        quote!(#(#cfgs)* #wire: #module::#variant => #reply, #item, #error;)
    });
    model.schema.map(|_| quote!(#private::schemas! { #(#rows)* }))
}

/// What the registry and clients know of a request.
pub(super) fn info(private: &TokenStream, request: &Request) -> TokenStream {
    let Request {
        variant,
        wire,
        summary,
        reply,
        idempotent,
        ..
    } = request;
    let kind = match reply {
        Reply::Once(_) => quote!(returns),
        Reply::Stream(_) => quote!(streams),
        Reply::Oneway => quote!(oneway),
    };
    let idempotent = idempotent.then(|| quote!(.idempotent()));
    // The runtime takes the place of the call for that of the request.
    tokens::written_at(
        variant.span(),
        quote!(#private::RequestInfo::#kind(#wire, #summary)#idempotent),
    )
}
