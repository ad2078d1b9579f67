//! What the structs have of the standard library's traits that the user derives on the enum.
//!
//! Most are derived anew: what a field lacks is then the same error as for the enum, which is shown once. The
//! compiler puts it otherwise for `Copy` and `PartialEq`; these impls are there under the condition that the fields
//! have them, so that the enum's error is the only one:
//!
//! ```text
//! impl ::core::marker::Copy for Paint where Colour: for<'w> private::Copied<'w, 0> {}
//! ```

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::field::Field;
use super::model::{Derive, Model};
use super::module::field_type;
use super::request::Request;
use crate::shared::attrs;
use crate::shared::tokens;

/// What stands above the struct, and the impls beside it.
pub(super) fn expand(model: &Model, request: &Request) -> (Option<TokenStream>, TokenStream) {
    let (conditions, others): (Vec<_>, Vec<_>) = model
        .derives
        .iter()
        .partition(|derive| is_conditional(derive, model, request));
    let paths = others.iter().map(|derive| &derive.path);
    let derives = (!others.is_empty()).then(|| quote!(#[derive(#(#paths),*)]));
    let impls = conditions
        .iter()
        .map(|derive| conditional(derive, model, request));
    (derives, impls.collect())
}

/// Whether the compiler would report it in other words, and all that it depends on can be named.
fn is_conditional(derive: &Derive, model: &Model, request: &Request) -> bool {
    let mut fields = request.fields.iter().flatten();
    let can_be_named = |field: &Field| field.cfgs.is_empty() && (field.asked || tokens::is_plain(&field.ty));
    let all_can = request.fields.iter().flatten().all(can_be_named);
    let matters = match derive.name.as_str() {
        "Copy" => fields.next().is_some(),
        "PartialEq" => fields.any(|field| field.asked),
        _ => false,
    };
    matters && all_can && model.schema.is_none()
}

fn conditional(derive: &Derive, model: &Model, request: &Request) -> TokenStream {
    let Request { variant, beside, .. } = request;
    let private = model.runtime.private_from_inside();
    let fields = || request.fields.iter().flatten();
    let (bound, body) = if derive.name == "Copy" {
        (quote!(Copied), TokenStream::new())
    } else {
        let names = fields().map(|field| &field.name);
        let body = quote! {
            #[inline]
            fn eq(&self, other: &Self) -> ::core::primitive::bool {
                #(self.#names == other.#names)&&*
            }
        };
        (quote!(Compared), body)
    };
    let bounds = fields().map(|field| {
        let ty = match &field.alias {
            Some(alias) if field.asked => quote!(#alias),
            _ => field_type(field),
        };
        let number = Literal::usize_unsuffixed(field.number);
        quote!(#ty: for<'w> #private::#bound<'w, #number>)
    });
    let path = &derive.path;
    let allow = attrs::with_names(beside, &["allow", "cfg"]);
    quote! {
        #(#allow)*
        #[automatically_derived]
        impl #path for #variant
        where
            #(#bounds),*
        {
            #body
        }
    }
}
