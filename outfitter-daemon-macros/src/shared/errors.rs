//! Every mistake in one use of an attribute, reported together.

use std::fmt::Display;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

/// Collects mistakes; [`Errors::finish`] hands them over.
///
/// Dropping a collector that was never finished would lose mistakes, so debug builds refuse it.
#[derive(Default)]
pub(crate) struct Errors {
    found: Vec<syn::Error>,
    /// What is left to the compiler to find, which stands for an error.
    instead: TokenStream,
    finished: bool,
}

impl Errors {
    /// Remembers a mistake in `place`, which should be the smallest wrong piece of the input.
    pub(crate) fn at(&mut self, place: impl ToTokens, text: impl Display) {
        self.add(syn::Error::new_spanned(place, text));
    }

    pub(crate) fn add(&mut self, error: syn::Error) {
        self.found.push(error);
    }

    /// An item that is an error by itself, if the compiler has not said so already.
    pub(crate) fn instead(&mut self, item: TokenStream) {
        self.instead.extend(item);
    }

    /// Keeps the value of a step that worked; remembers why it did not.
    pub(crate) fn keep<T>(&mut self, step: syn::Result<T>) -> Option<T> {
        step.map_err(|error| self.add(error)).ok()
    }

    /// `None` if all is well, else one `compile_error!` for each mistake.
    pub(crate) fn finish(mut self) -> Option<Reported> {
        self.finished = true;
        let found = self.found.iter().map(syn::Error::to_compile_error);
        let instead = std::iter::once(self.instead.clone()).filter(|item| !item.is_empty());
        let all: Vec<_> = found.chain(instead).collect();
        (!all.is_empty()).then_some(Reported(all))
    }

    /// The messages alone, for tests.
    #[cfg(test)]
    pub(crate) fn messages(mut self) -> Vec<String> {
        self.finished = true;
        self.found
            .iter()
            .flat_map(|error| error.clone().into_iter())
            .map(|error| error.to_string())
            .collect()
    }
}

/// What the compiler is to say: at least one `compile_error!`.
pub(crate) struct Reported(Vec<TokenStream>);

impl Reported {
    /// For an attribute that found nothing wrong and could not go on all the same.
    pub(crate) fn bug() -> Self {
        let text = "a mistake here was not reported; this is a bug";
        Self(vec![quote!(::core::compile_error! { #text })])
    }

    /// The first, as an expression, and the others, as items.
    pub(crate) fn first_and_rest(&self) -> (TokenStream, TokenStream) {
        let (first, rest) = self
            .0
            .split_first()
            .map_or((None, &[][..]), |(first, rest)| (Some(first), rest));
        (quote!({ #first }), quote!(#(#rest)*))
    }
}

impl ToTokens for Reported {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(self.0.iter().cloned());
    }
}

impl Drop for Errors {
    fn drop(&mut self) {
        debug_assert!(
            self.finished || std::thread::panicking(),
            "the mistakes found were never reported"
        );
    }
}
