//! What it means → tokens; drawn in the module above.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};

use super::model::Model;
use crate::shared::function;
use crate::shared::runtime::timeout;
use crate::shared::tokens;

pub(super) fn expand(model: &Model) -> TokenStream {
    let Model {
        runtime,
        attrs,
        function,
        beside,
        name,
        label,
        arguments,
        output,
        timeout_ms,
    } = model;
    let place = tokens::at(name);
    let here = function::here(name, &function::text(name));
    let output = function::output_type(output, name);

    let names: Vec<_> = (1..=arguments.len())
        .map(|number| format_ident!("argument_{number}", span = place))
        .collect();
    let takes = names.iter().zip(arguments).map(|(name, ty)| {
        let from_call = quote_spanned!(place=> &call);
        let argument = tokens::call(ty, "check_argument", &quote!(#ty), from_call);
        quote_spanned!(place=> let #name = #argument;)
    });
    let answer = quote_spanned!(place=> #name(#(#names?),*).await);
    let verdict = tokens::call(&output, "verdict", &quote!(#output), answer);
    let timeout = timeout(*timeout_ms);
    let check = quote_spanned! {place=>
        __daemon::Check::new(#label, #here, |call| {
            #(#takes)*
            call.verdict(async move { #verdict })
        })#timeout
    };
    let submit = runtime.submit(beside, &check);
    let always_async = function::always_async();
    quote! {
        #(#attrs)*
        #always_async
        #function
        #submit
    }
}
