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

    let request = quote_spanned!(tokens::at(message)=> __daemon::message::<#message>);
    let reply = quote_spanned!(tokens::at(&output)=> __daemon::reply::<#message, #output, _>);
    let names: Vec<_> = (1..=arguments.len())
        .map(|number| format_ident!("argument_{number}", span = place))
        .collect();
    let takes = names.iter().zip(arguments).map(|(name, ty)| {
        let argument = quote_spanned!(tokens::at(ty)=> __daemon::argument::<#message, #ty>);
        quote_spanned!(place=> let #name = #argument(&call);)
    });
    let timeout = timeout(*timeout_ms);
    let route = quote_spanned! {place=>
        __daemon::Route::new::<#message>(#here, |call| {
            let message = #request(&call);
            #(#takes)*
            call.answer(async move { #reply(#name(message? #(, #names?)*).await) })
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
