//! Where generated code finds the runtime: `::outfitter_daemon`, unless `crate = path` says otherwise.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use syn::{Attribute, Path, parse_quote};

use super::arg::Key;
use super::args::Args;
use super::errors::Errors;

/// The row for the tables of arguments.
pub(crate) const KEY: Key = Key {
    name: "crate",
    example: "crate = my_crate::outfitter_daemon",
};

pub(crate) struct Runtime(Path);

impl Runtime {
    pub(crate) fn read(args: &Args, errors: &mut Errors) -> Self {
        Self(
            args.path("crate", errors)
                .unwrap_or_else(|| parse_quote!(::outfitter_daemon)),
        )
    }

    /// The module of the runtime that only macros use.
    pub(crate) fn private(&self) -> TokenStream {
        let path = &self.0;
        quote!(#path::__private)
    }

    /// [`Runtime::private`], written for code that stands one module deeper.
    pub(crate) fn private_from_inside(&self) -> TokenStream {
        let path = super::tokens::from_inside(&self.0);
        quote!(#path::__private)
    }

    /// Hands `entry` to the registry, from a place of its own: nothing that it names can meet the user's names.
    pub(crate) fn submit(&self, beside: &[Attribute], entry: &TokenStream) -> TokenStream {
        let private = self.private();
        quote! {
            #(#beside)*
            const _: () = {
                use #private as __daemon;
                __daemon::submit!(#entry);
            };
        }
    }
}

/// The call that limits a route or a check in time.
pub(crate) fn timeout(ms: Option<u64>) -> Option<TokenStream> {
    let ms = Literal::u64_unsuffixed(ms?);
    Some(quote!(.timeout_ms(#ms)))
}
