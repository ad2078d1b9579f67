//! What it means → tokens; drawn in the module above.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};

use syn::Type;

use super::model::Model;
use crate::shared::tokens;

pub(super) fn expand(model: &Model) -> TokenStream {
    let Model {
        registered,
        message,
        arguments,
        policy,
    } = model;
    let place = registered.place();
    let here = registered.here();
    let output = registered.output_type();
    let name = &registered.name;

    // Who takes nothing to send with cannot answer with a stream.
    let (read, write) = if sends_nothing(arguments) {
        ("message_answered_once", "reply_once")
    } else {
        ("message", "reply")
    };
    // What the function takes and gives is read off itself. Each type is asked about where it stands.
    let of = |there: &dyn ToTokens| {
        tokens::call_there(there, "request_of", tokens::written_over(there, quote!(#name)))
    };
    let of_message = of(message);
    let request = tokens::call_there(message, read, quote_spanned!(place=> #of_message, &__call));
    let (names, takes) = registered.take(arguments, "argument", |ty| Some(of(ty)));
    let awaited = registered.is_async.then(|| quote!(.await));
    let names = quote_spanned!(place=> (__message? #(, #names?)*));
    let answer = tokens::written_over(&output, quote!(#name #names #awaited));
    let reply = tokens::call_there(&output, write, quote!(#of_message, #answer));
    let answer = match (policy.blocking, registered.is_async) {
        (false, _) => registered.call("answer", &quote_spanned!(place=> async move { #reply })),
        (true, false) => registered.call("answer_blocking", &quote_spanned!(place=> move || #reply)),
        (true, true) => {
            let job = quote_spanned!(place=> move || __daemon::block_on(async move { #reply }));
            registered.call("answer_blocking", &job)
        }
    };
    let policy = policy.expand();
    let body = quote_spanned!(place=> let __message = #request; #(#takes)* #answer);
    // At the request too: what a handler is, is asked of it.
    let handler = tokens::closure(message, &quote_spanned!(place=> __call), body);
    let new = tokens::written_over(message, quote!(__daemon::Route::new));
    registered.submit(&quote_spanned!(place=> #new(#of_message, #here, #handler) #policy))
}

/// Whether the arguments are known not to be `Events<T>`, whatever its name.
fn sends_nothing(arguments: &[Type]) -> bool {
    arguments.iter().all(|ty| {
        matches!(ty, Type::Path(path) if path.path.segments.last().is_some_and(|last| {
            ["State", "Daemon", "Peer"].iter().any(|known| last.ident == known)
        }))
    })
}
