//! Every mistake in one use of an attribute, reported together.

use std::fmt::Display;

use proc_macro2::TokenStream;
use quote::ToTokens;

/// Collects mistakes; [`Errors::finish`] hands them over.
///
/// Dropping a collector that was never finished would lose mistakes, so debug builds refuse it.
#[derive(Default)]
pub(crate) struct Errors {
    found: Vec<syn::Error>,
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

    /// Keeps the value of a step that worked; remembers why it did not.
    pub(crate) fn keep<T>(&mut self, step: syn::Result<T>) -> Option<T> {
        step.map_err(|error| self.add(error)).ok()
    }

    /// `None` if all is well, else one `compile_error!` for each mistake.
    pub(crate) fn finish(mut self) -> Option<TokenStream> {
        self.finished = true;
        if self.found.is_empty() {
            return None;
        }
        Some(self.found.iter().map(syn::Error::to_compile_error).collect())
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

impl Drop for Errors {
    fn drop(&mut self) {
        debug_assert!(
            self.finished || std::thread::panicking(),
            "the mistakes found were never reported"
        );
    }
}
