//! Where generated code finds the runtime: `::outfitter_daemon`, unless `crate = path` says otherwise.

use proc_macro2::{Delimiter, Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::{Attribute, Path, parse_quote};

use super::above;
use super::arg::Key;
use super::args::Args;
use super::dependency;
use super::errors::Errors;
use super::tokens;

/// The row for the tables of arguments.
pub(crate) const KEY: Key = Key {
    name: "crate",
    example: "crate = my_crate::outfitter_daemon",
};

pub(crate) struct Runtime(Path);

impl Runtime {
    /// Of an attribute on the item `name`.
    pub(crate) fn read(args: &Args, name: Option<&Ident>, errors: &mut Errors) -> Self {
        if let Some(given) = args.path("crate", errors) {
            return Self(given);
        }
        if let Some(other) = Self::other_name(args) {
            let text = format!(
                "`outfitter-daemon` is called `{other}` in this crate, which each of its attributes must be told; \
                 write `crate = {other}` between its parentheses, as in `#[daemon(crate = {other})]`"
            );
            let place = name.map_or_else(Span::call_site, above::attribute);
            errors.add(syn::Error::new(place, text));
        }
        Self::find(args)
    }

    /// As [`Runtime::read`], without a word about what is wrong.
    pub(crate) fn find(args: &Args) -> Self {
        let mut ignored = Errors::default();
        let given = args.path("crate", &mut ignored);
        let _ = ignored.finish();
        let other = || Self::other_name(args).map(|name| parse_quote!(::#name));
        let found = given.or_else(other);
        Self(found.unwrap_or_else(|| parse_quote!(::outfitter_daemon)))
    }

    /// What `crate = ..` should have said, if it should have been there.
    fn other_name(args: &Args) -> Option<Ident> {
        let missing = args.can_miss() && args.get("crate").is_none();
        missing.then(dependency::other_name).flatten()
    }

    /// The module of the runtime that only macros use.
    pub(crate) fn private(&self) -> TokenStream {
        let path = &self.0;
        quote!(#path::__private)
    }

    /// [`Runtime::private`], written for code that stands one module deeper.
    pub(crate) fn private_from_inside(&self) -> TokenStream {
        let path = tokens::from_inside(&self.0);
        quote!(#path::__private)
    }

    /// Hands `entry` to the registry, from a place of its own: nothing that it names can meet the user's names.
    pub(crate) fn submit(&self, function: &Ident, beside: &[Attribute], entry: &TokenStream) -> TokenStream {
        let private = self.private();
        let body = quote! {
            fn register() {
                #private::submit!(#entry);
            }
        };
        place(function, beside, body)
    }
}

/// `body` in a place of its own beside `function`.
///
/// The place is a trait, because in an `impl`, where `function` could not be found, the compiler refuses that as
/// a whole and says what to do: move it out.
pub(crate) fn place(function: &Ident, beside: &[Attribute], body: TokenStream) -> TokenStream {
    let (name, position) = (function.unraw(), position(function));
    let place = format_ident!("__{name}{position}", span = function.span());
    let place = quote_spanned!(function.span()=> trait #place);
    let body = tokens::group(Delimiter::Brace, body, function.span());
    quote! {
        #(#beside)*
        #[allow(dead_code, non_camel_case_types, reason = "only a place")]
        #place #body
    }
}

/// Where `function` stands in its file, as part of a name: of two functions with one name the compiler then says that,
/// and nothing of what stands beside them.
fn position(function: &Ident) -> String {
    if !proc_macro::is_available() {
        return String::new();
    }
    let place = function.span().unwrap();
    format!("_{}_{}", place.line(), place.column())
}

/// The call that limits a route or a check in time.
pub(crate) fn timeout(ms: Option<u64>) -> Option<TokenStream> {
    let ms = Literal::u64_unsuffixed(ms?);
    Some(quote!(.timeout_ms(#ms)))
}
