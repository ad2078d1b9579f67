//! What it means → tokens; drawn in the module above.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::{Attribute, LitStr};

use super::client;
use super::model::Model;
use super::request::{Field, Reply, Request};
use crate::shared::runtime::as_text;
use crate::shared::tokens;

pub(super) fn expand(model: &Model) -> TokenStream {
    let item = item(model);
    let protocol = protocol(model);
    let aliases = model.requests.iter().map(|request| aliases(model, request));
    let module = module(model);
    let messages = model.requests.iter().map(|request| message(model, request));
    let client = client::expand(model);
    quote!(#item #protocol #(#aliases)* #module #(#messages)* #client)
}

fn item(model: &Model) -> TokenStream {
    let Model { runtime, item, .. } = model;
    let private = runtime.private();
    let serde = as_text(quote!(#private::serde));
    quote! {
        #[derive(#private::serde::Serialize, #private::serde::Deserialize)]
        #[serde(crate = #serde, tag = "type", rename_all = "snake_case")]
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
        let cfgs = cfgs(&request.beside);
        let info = info(&private, request);
        quote!(#(#cfgs)* #info)
    });
    let whole = response.as_ref().map(|response| {
        let reply = quote_spanned!(tokens::at(response)=> type Reply = #response;);
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
    quote! {
        #(#beside)*
        impl #private::Protocol for #name {
            const NAME: &'static ::core::primitive::str =
                ::core::concat!(::core::module_path!(), "::", #text);
            const REQUESTS: &'static [#private::RequestInfo] = &[#(#infos),*];
        }
        #whole
    }
}

fn cfgs(attrs: &[Attribute]) -> Vec<&Attribute> {
    attrs.iter().filter(|attr| attr.path().is_ident("cfg")).collect()
}

fn info(private: &TokenStream, request: &Request) -> TokenStream {
    let Request {
        wire,
        summary,
        reply,
        idempotent,
        ..
    } = request;
    let kind = match reply {
        Reply::Once(_) => quote!(returns),
        Reply::Stream(_) => quote!(streams),
    };
    let idempotent = idempotent.then(|| quote!(.idempotent()));
    quote!(#private::RequestInfo::#kind(#wire, #summary)#idempotent)
}

/// Names for the types that would mean something else inside the module.
fn aliases(model: &Model, request: &Request) -> TokenStream {
    let Model { vis, beside, .. } = model;
    let fields = request.fields.iter().flatten();
    let aliases = fields.filter_map(|Field { ty, alias, cfgs, .. }| {
        let alias = alias.as_ref()?;
        let request = &request.beside;
        Some(quote!(#(#beside)* #(#request)* #(#cfgs)* #[doc(hidden)] #vis type #alias = #ty;))
    });
    aliases.collect()
}

fn module(model: &Model) -> TokenStream {
    let Model {
        name,
        module,
        vis,
        beside,
        requests,
        ..
    } = model;
    let docs = format!(" One struct for each request of [`{name}`].");
    let structs = requests.iter().map(|request| message_struct(model, request));
    quote! {
        #(#beside)*
        #[doc = #docs]
        #vis mod #module {
            #[allow(unused_imports, reason = "there may be no types that the requests take from outside")]
            use super::*;
            #(#structs)*
        }
    }
}

fn message_struct(model: &Model, request: &Request) -> TokenStream {
    let Model {
        runtime,
        inner_vis,
        derives,
        ..
    } = model;
    let Request {
        variant,
        wire,
        beside,
        deprecated,
        fields,
        rename_fields,
        ..
    } = request;
    let docs = client::docs(
        &request.docs,
        &request.summary,
        &format!(" The request `{}`.", wire.value()),
    );
    let derives = (!derives.is_empty()).then(|| quote!(#[derive(#(#derives),*)]));
    let Some(fields) = fields else {
        return quote!(#docs #(#beside)* #(#deprecated)* #derives #inner_vis struct #variant;);
    };
    let private = runtime.private_from_inside();
    let serde = as_text(quote!(#private::serde));
    let rename_fields = rename_fields.as_ref().map(|rule| quote!(, rename_all = #rule));
    let fields = fields.iter().map(|field| struct_field(inner_vis, field));
    quote! {
        #docs
        #(#beside)* #(#deprecated)*
        #derives
        #[derive(#private::serde::Serialize, #private::serde::Deserialize)]
        #[serde(crate = #serde, tag = "type", rename = #wire #rename_fields)]
        #inner_vis struct #variant { #(#fields),* }
    }
}

fn struct_field(inner_vis: &TokenStream, field: &Field) -> TokenStream {
    let Field {
        name,
        ty,
        alias,
        docs,
        cfgs,
        serde,
    } = field;
    let undocumented = docs.is_empty().then(|| {
        let docs = format!(" The field `{name}` of the request.");
        quote!(#[doc = #docs])
    });
    let ty = alias
        .as_ref()
        .map_or_else(|| ty.clone(), |alias| quote!(super::#alias));
    quote!(#(#docs)* #undocumented #(#cfgs)* #(#serde)* #inner_vis #name: #ty)
}

fn message(model: &Model, request: &Request) -> TokenStream {
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
        reply,
        error,
        ..
    } = request;
    let private = runtime.private();
    let own = &request.beside;
    let beside = quote!(#(#beside)* #(#own)*);
    let info = info(&private, request);
    let nothing = quote!(());
    let no_item = quote!(#private::NoItem);
    let no_error = quote!(#private::NoError);
    let (reply, item) = match reply {
        Reply::Once(ty) => (ty, &no_item),
        Reply::Stream(ty) => (&nothing, ty),
    };
    let error = error.as_ref().unwrap_or(&no_error);
    let unit = fields
        .is_none()
        .then(|| quote!(#beside #private::unit_request!(#module::#variant, #wire);));
    let names = fields.as_ref().map(|fields| {
        let names = fields
            .iter()
            .map(|Field { name, cfgs, .. }| quote!(#(#cfgs)* #name));
        let names: Vec<_> = names.collect();
        quote!({ #(#names),* })
    });
    quote! {
        #unit
        #beside
        impl #private::Message for #module::#variant {
            type Protocol = #name;
            type Reply = #reply;
            type Item = #item;
            type Error = #error;
            const REQUESTS: &'static [#private::RequestInfo] = &[#info];
        }
        #beside
        impl ::core::convert::From<#module::#variant> for #name {
            fn from(#module::#variant #names: #module::#variant) -> Self {
                Self::#variant #names
            }
        }
    }
}
