//! What it means → tokens; drawn in the module above.

use proc_macro2::{Delimiter, Literal, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Item, Visibility};

use super::model::{Flavor, Model, Program};
use super::parse::Ast;
use crate::shared::attrs;
use crate::shared::errors::{Errors, Reported};
use crate::shared::function::{self, Function};
use crate::shared::{runtime, tokens};

pub(super) fn expand(model: &Model) -> TokenStream {
    let Model {
        runtime,
        outer_attrs,
        inner_attrs,
        function,
        vis,
        argument,
        output,
        program,
        link,
        ..
    } = model;
    let private = runtime.private();
    let main = format_ident!("main");
    let output = function::output_type(output, &main);
    let run = quote_spanned!(tokens::at(&output)=> __daemon::run::<#output, _, _>);
    let listed = listed(model);
    let test = model.tested.then(|| test(model, &output));
    let program = builder(program);
    let call = if let Some(ty) = argument {
        let place = tokens::at(ty);
        let argument = tokens::call(
            ty,
            "main_argument",
            &quote!(#ty),
            quote_spanned!(place=> __handle),
        );
        quote_spanned!(place=> |__handle| main(#argument))
    } else {
        quote!(|_| main())
    };
    let state = returns_state(&output).then(|| {
        let returned = tokens::at(&output);
        let wrapped = quote_spanned!(returned=> {
            use __daemon::Unwrapped as _;
            __daemon::Returned::<#output>::WRAPPED
        });
        let check = tokens::call_plain(&output, "returned", wrapped);
        quote_spanned!(returned=> const _: () = #check;)
    });
    let link = link
        .iter()
        .map(|path| quote_spanned!(path.span()=> use #path as _;));
    let always_async = function::always_async();
    // At its name, where the compiler then says of a `main` in a function that nothing calls it.
    let name = &model.name;
    let head = tokens::written_at(name.span(), quote!(fn #name() -> ::std::process::ExitCode));
    // One in another file is not called where tests are started by a `main` of their own.
    let is_imported = !matches!(vis, Visibility::Inherited);
    let untested = is_imported
        .then(|| quote!(#[cfg_attr(test, allow(dead_code, reason = "only the program itself starts it"))]));
    let body = quote! {
        use #private as __daemon;
        #(#link)*
        #(#inner_attrs)*
        #always_async
        #function
        #state
        #run(#program, #call)
    };
    let body = tokens::group(Delimiter::Brace, body, name.span());
    // In an `impl` there could be a `main`, which nothing would start.
    let place = runtime::place(&model.name, &attrs::cfgs(outer_attrs), TokenStream::new());
    quote! {
        #(#outer_attrs)*
        #untested
        #vis #head #body
        #place
        #test
        #listed
    }
}

/// Whether the state may be returned as handlers take it; the runtime knows whose `State` it is.
fn returns_state(output: &TokenStream) -> bool {
    tokens::find_word(output, &|word| word == "State").is_some()
}

/// What the start would find wrong, found by `cargo test`.
fn test(model: &Model, output: &TokenStream) -> TokenStream {
    let Model {
        runtime,
        outer_attrs,
        program,
        ..
    } = model;
    let private = runtime.private();
    let cfgs = attrs::cfgs(outer_attrs);
    let name = name(program);
    let protocols = protocols(program);
    quote! {
        #(#cfgs)*
        #[cfg(test)]
        #[::core::prelude::v1::test]
        #[allow(unnameable_test_items, reason = "a daemon in a function is not tested")]
        fn every_request_has_one_handler() {
            use #private as __daemon;
            __daemon::assert_handled::<#output>(__daemon::Program::new(#name) #protocols);
        }
    }
}

/// The check of the handlers that are listed, each mistake at the one that is wrong.
fn listed(model: &Model) -> Option<TokenStream> {
    let Model {
        runtime,
        outer_attrs,
        program,
        handlers,
        list,
        ..
    } = model;
    let first = handlers.first()?;
    let private = runtime.private();
    let cfgs = attrs::cfgs(outer_attrs);
    let entries = handlers
        .iter()
        .map(|path| quote_spanned!(tokens::at(path)=> __daemon::listed(#path)));
    let once = handlers.iter().enumerate().skip(1).map(|(at, path)| {
        let at = Literal::usize_unsuffixed(at);
        let check = tokens::call_plain(path, "listed_once", quote!(LIST, #at));
        quote!(const _: () = #check;)
    });
    let list = if list.is_empty() {
        quote!(#first)
    } else {
        list.clone()
    };
    let all = tokens::call_plain(&list, "listed_all", quote!(LIST));
    let each = program.protocols.iter().map(|path| {
        let check = tokens::call(path, "lists", &quote!(#path), quote!(LIST));
        quote!(const _: () = #check;)
    });
    Some(quote! {
        #(#cfgs)*
        const _: () = {
            use #private as __daemon;
            const LIST: &[__daemon::Listed] = &[#(#entries),*];
            #(#once)*
            const _: () = #all;
            #(#each)*
        };
    })
}

fn name(program: &Program) -> TokenStream {
    let name = program.name.as_ref();
    name.map_or_else(
        || quote!(::core::env!("CARGO_PKG_NAME")),
        ToTokens::to_token_stream,
    )
}

fn protocols(program: &Program) -> TokenStream {
    let protocols = program.protocols.iter();
    protocols
        .map(|path| quote_spanned!(tokens::at(path)=> .protocol::<#path>()))
        .collect()
}

fn builder(program: &Program) -> TokenStream {
    let Program {
        version,
        timeouts,
        flavor,
        http,
        limits,
        switched_off,
        switched_on,
        paths,
        ..
    } = program;
    let name = name(program);
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
    let limits = limits.expand();
    let protocols = protocols(program);
    let switched_off = switched_off.iter().map(|method| {
        let method = format_ident!("{method}");
        quote!(.#method(false))
    });
    let switched_on = switched_on.iter().map(|(method, place)| {
        let method = format_ident!("{method}", span = place.span());
        quote_spanned!(place.span()=> .#method(true))
    });
    let paths = paths.iter().map(|(method, path)| {
        let method = format_ident!("{method}");
        quote!(.#method(#path))
    });
    quote!(__daemon::Program::new(#name).version(#version)#(#timeouts)* #flavor #http #limits #protocols #(#switched_off)* #(#switched_on)* #(#paths)*)
}

/// A program without `main` would be one error more, and so would be one whose `main` is `async`.
pub(super) fn fallback(_: &Ast, item: &TokenStream, errors: &Reported) -> TokenStream {
    let item = function::without_ours(item);
    let mut ignored = Errors::default();
    let function = Function::read("daemon", item.clone(), &mut ignored);
    let _ = ignored.finish();
    let item = match function {
        Some(function) if function.sig.receiver().is_some() => item,
        Some(function) if function.sig.ident == "main" => {
            let allow = quote!(#[allow(dead_code, reason = "an error stands beside it")]);
            let item = function::with_boxes(&item).unwrap_or(item);
            quote!(fn main() { #allow #item })
        }
        Some(_) => beside_main(&item),
        None if stands_alone(&item) => beside_main(&item),
        None => item,
    };
    quote!(#item #errors)
}

/// The item and a `main`. What comes through `*` steps back if there is one.
fn beside_main(item: &TokenStream) -> TokenStream {
    quote! {
        #item
        #[doc(hidden)]
        #[allow(dead_code, reason = "an error stands beside it")]
        mod __daemon_without_main {
            pub(super) fn main() {}
        }
        #[allow(unused_imports, reason = "an error stands beside it")]
        use __daemon_without_main::*;
    }
}

/// Whether it is an item that cannot be in an `impl`, where there could be no module beside it.
fn stands_alone(item: &TokenStream) -> bool {
    matches!(
        syn::parse2(item.clone()),
        Ok(Item::Enum(_) | Item::Impl(_) | Item::Mod(_) | Item::Struct(_) | Item::Trait(_) | Item::Union(_))
    )
}
