//! What it means → tokens; drawn in the module above.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};

use super::model::{Flavor, Model, Program};
use crate::shared::errors::Errors;
use crate::shared::function::{self, Function};
use crate::shared::tokens;

pub(super) fn expand(model: &Model) -> TokenStream {
    let Model {
        runtime,
        outer_attrs,
        inner_attrs,
        function,
        argument,
        output,
        program,
        link,
    } = model;
    let private = runtime.private();
    let main = format_ident!("main");
    let output = function::output_type(output, &main);
    let run = quote_spanned!(tokens::at(&output)=> __daemon::run::<#output, _, _>);
    let program = builder(program);
    let call = if let Some(ty) = argument {
        // At the place of the argument's type: if that is not `Daemon`, the error belongs there.
        quote_spanned!(tokens::at(ty)=> |daemon| main(daemon))
    } else {
        quote!(|_| main())
    };
    let link = link
        .iter()
        .map(|path| quote_spanned!(tokens::at(path)=> use #path as _;));
    let always_async = function::always_async();
    quote! {
        #(#outer_attrs)*
        fn main() -> ::std::process::ExitCode {
            use #private as __daemon;
            #(#link)*
            #(#inner_attrs)*
            #always_async
            #function
            #run(#program, #call)
        }
    }
}

fn builder(program: &Program) -> TokenStream {
    let Program {
        name,
        version,
        timeouts,
        flavor,
        http,
        protocols,
        paths,
    } = program;
    let name = name.as_ref().map_or_else(
        || quote!(::core::env!("CARGO_PKG_NAME")),
        ToTokens::to_token_stream,
    );
    let version = version.as_ref().map_or_else(
        || quote!(::core::env!("CARGO_PKG_VERSION")),
        ToTokens::to_token_stream,
    );
    let timeouts = timeouts.iter().map(|(method, ms)| {
        let (method, ms) = (format_ident!("{method}_ms"), Literal::u64_unsuffixed(*ms));
        quote!(.#method(#ms))
    });
    let flavor = match flavor {
        Flavor::CurrentThread => quote!(.current_thread()),
        Flavor::MultiThread { worker_threads: None } => TokenStream::new(),
        Flavor::MultiThread {
            worker_threads: Some(number),
        } => {
            let number = Literal::u32_unsuffixed(*number);
            quote!(.worker_threads(#number))
        }
    };
    // At the place of the address, where it is said if the runtime has been built without HTTP.
    let http = http
        .as_ref()
        .map(|address| quote_spanned!(address.span()=> .http(#address)));
    let protocols = protocols
        .iter()
        .map(|path| quote_spanned!(tokens::at(path)=> .protocol::<#path>()));
    let paths = paths.iter().map(|(method, path)| {
        let method = format_ident!("{method}");
        quote!(.#method(#path))
    });
    quote!(__daemon::Program::new(#name).version(#version)#(#timeouts)* #flavor #http #(#protocols)* #(#paths)*)
}

/// A program without `main` would be one error more, and so would be one whose `main` is `async`.
pub(super) fn fallback(item: TokenStream) -> TokenStream {
    let item = function::without_ours(item);
    let mut ignored = Errors::default();
    let function = Function::read("daemon", item.clone(), &mut ignored);
    let _ = ignored.finish();
    match function {
        Some(function) if function.sig.ident == "main" && function.has_body => {
            let allow = quote!(#[allow(dead_code, reason = "an error stands beside it")]);
            quote!(fn main() { #allow #item })
        }
        Some(function) if function.has_body && function.sig.receiver().is_none() => {
            quote!(#item fn main() {})
        }
        _ => item,
    }
}
