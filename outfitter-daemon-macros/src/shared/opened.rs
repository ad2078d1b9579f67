//! Arguments that are taken apart as `State(app)` and are not called `State<..>`.
//!
//! The compiler would say twice that they do not fit: of the pattern, and of what is asked of the argument. So their
//! type is asked about first, and stands behind the question; it may still be a `State<..>` by another name:
//!
//! ```text
//! async fn count(_: request::Count, State(app): App)
//!
//! becomes
//!
//! type __count_opened_1 = App;
//! async fn count(_: request::Count, State(app): <__count_opened_1 as private::Asked<{ private::state::<__count_opened_1>(); 0 }>>::Same)
//! ```
//!
//! By a name of its own, because of a type that there is not the compiler would speak twice.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use syn::ext::IdentExt;
use syn::{FnArg, ItemFn, Pat, PatType, Type, parse_quote};

use super::function::Function;
use super::{attrs, tokens};

/// The function with these questions and the names that they need, if there are any.
pub(crate) fn asking(private: &TokenStream, function: &Function) -> Option<(TokenStream, TokenStream)> {
    if !function.sig.inputs.iter().any(is_opened) {
        return None;
    }
    let beside = attrs::beside(&function.attrs);
    let mut asking: ItemFn = syn::parse2(function.tokens.clone()).ok()?;
    let mut aliases = TokenStream::new();
    for (number, input) in asking.sig.inputs.iter_mut().enumerate() {
        if let FnArg::Typed(argument) = input
            && is_opened_type(argument)
        {
            let ty = argument.ty.to_token_stream();
            let alias = format_ident!(
                "__{}_opened_{number}",
                function.sig.ident.unraw(),
                span = tokens::at(&ty)
            );
            aliases.extend(quote! {
                #(#beside)*
                #[allow(non_camel_case_types, reason = "only a name")]
                type #alias = #ty;
            });
            let named = tokens::written_over(&ty, quote!(#alias<>));
            let question = tokens::call(&ty, "state", &named, TokenStream::new());
            let after = quote!(as #private::Asked<{ use #private as __daemon; #question; 0 }>>::Same);
            let asking = tokens::between(quote!(<), &named, after);
            *argument.ty = parse_quote!(#asking);
        }
    }
    Some((asking.into_token_stream(), aliases))
}

fn is_opened(input: &FnArg) -> bool {
    matches!(input, FnArg::Typed(argument) if is_opened_type(argument))
}

fn is_opened_type(argument: &PatType) -> bool {
    let is_state = |path: &syn::Path| path.segments.last().is_some_and(|last| last.ident == "State");
    let opened = matches!(&*argument.pat, Pat::TupleStruct(pattern) if is_state(&pattern.path));
    opened && !matches!(&*argument.ty, Type::Path(path) if is_state(&path.path))
}
