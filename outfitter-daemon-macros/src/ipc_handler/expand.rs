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
        message,
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
    let from_call = quote_spanned!(place=> &call);
    let request = tokens::call(message, "message", &quote!(#message), from_call.clone());
    let takes = names.iter().zip(arguments).map(|(name, ty)| {
        let argument = tokens::call(ty, "argument", &quote!(#message, #ty), from_call.clone());
        quote_spanned!(place=> let #name = #argument;)
    });
    let types = quote_spanned!(place=> #message, #output, _);
    let answer = quote_spanned!(place=> #name(message? #(, #names?)*).await);
    // At the request, because it asks for its reply; `output` keeps its own place for what is wrong with that.
    let reply = tokens::call(message, "reply", &types, answer);
    let timeout = timeout(*timeout_ms);
    let route = quote_spanned! {place=>
        __daemon::Route::new::<#message>(#here, |call| {
            let message = #request;
            #(#takes)*
            call.answer(async move { #reply })
        })#timeout
    };
    let submit = runtime.submit(beside, &route);
    let always_async = function::always_async();
    quote! {
        #(#attrs)*
        #always_async
        #function
        #submit
    }
}
