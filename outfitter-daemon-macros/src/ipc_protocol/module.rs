//! The module with one struct for each request.

use proc_macro2::{Delimiter, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::field::Field;
use super::model::Model;
use super::request::Request;
use super::{asked, client, derived};
use crate::shared::attrs;
use crate::shared::tokens;

pub(super) fn expand(model: &Model) -> TokenStream {
    let Model {
        name,
        module,
        vis,
        beside,
        requests,
        ..
    } = model;
    let aliases = requests.iter().map(|request| aliases(model, request));
    // At the enum's name, where it is said if there is such a module already.
    let head = tokens::written_at(name.span(), quote!(#vis mod #module));
    let docs = format!(" One struct for each request of [`{name}`].");
    let structs = requests.iter().map(|request| message_struct(model, request));
    let body = quote! {
        #[allow(unused_imports, reason = "there may be no types that the requests take from outside")]
        use super::*;
        #(#structs)*
    };
    let body = tokens::group(Delimiter::Brace, body, name.span());
    quote! {
        #(#aliases)*
        #(#beside)*
        #[doc = #docs]
        #[allow(non_camel_case_types, private_interfaces, reason = "said of the enum")]
        #head #body
    }
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

fn message_struct(model: &Model, request: &Request) -> TokenStream {
    let Model {
        runtime, inner_vis, ..
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
    let (derives, impls) = derived::expand(model, request);
    // At the variant, where the compiler shows what the struct lacks. If it has fields, then as if not written there: of
    // an unknown type it would say that the variant lacks a parameter.
    let place = if fields.is_some() {
        tokens::at(variant)
    } else {
        variant.span()
    };
    let head = tokens::written_at(place, quote!(#inner_vis struct #variant));
    let Some(fields) = fields else {
        let end = quote_spanned!(place=> ;);
        return quote!(#docs #(#beside)* #(#deprecated)* #derives #head #end #impls);
    };
    let private = runtime.private_from_inside();
    let serde = tokens::as_text(quote!(#private::serde));
    let deserialize = (!request.is_flattened()).then(|| quote!(, #private::serde::Deserialize));
    let rename_fields = rename_fields.as_ref().map(|rule| quote!(, rename_all = #rule));
    let bounds = asked::bounds(request.asked(), &private, |field| field.alias.to_token_stream());
    let fields = fields
        .iter()
        .map(|field| struct_field(inner_vis, &private, field));
    let fields = tokens::group(Delimiter::Brace, quote!(#(#fields),*), place);
    let names = request.asked().map(|field| {
        let (alias, ty) = (&field.alias, field_type(field));
        quote!(type #alias = #ty;)
    });
    let item = quote! {
        #(#names)*
        #docs
        #(#beside)* #(#deprecated)*
        #derives
        #[derive(#private::serde::Serialize #deserialize)]
        #[serde(crate = #serde, tag = "type", rename = #wire #rename_fields #bounds)]
        #head #fields
    };
    if model.schema.is_none() {
        return quote!(#item #impls);
    }
    // Only the runtime knows whether it was built to make schemas.
    let schemars = tokens::as_text(quote!(#private::schemars));
    let cfgs = attrs::cfgs(beside);
    quote!(#(#cfgs)* #private::with_schema! { #schemars #item } #impls)
}

/// The type as it is written in the module.
pub(super) fn field_type(field: &Field) -> TokenStream {
    let alias = field.alias.as_ref().filter(|_| field.moved);
    alias.map_or_else(|| field.ty.clone(), |alias| quote!(super::#alias))
}

fn struct_field(inner_vis: &TokenStream, private: &TokenStream, field: &Field) -> TokenStream {
    let Field {
        name,
        docs,
        cfgs,
        serde,
        ..
    } = field;
    let ty = field_type(field);
    let asked = asked::attribute(field, private);
    let undocumented = docs.is_empty().then(|| {
        let docs = format!(" The field `{name}` of the request.");
        quote!(#[doc = #docs])
    });
    // At the field, so that what derives complain of stands where it stands for the enum.
    let vis = tokens::written_at(name.span(), inner_vis.clone());
    quote!(#(#docs)* #undocumented #(#cfgs)* #(#serde)* #asked #vis #name: #ty)
}
