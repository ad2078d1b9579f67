//! What it means → tokens; drawn in the module above.

use proc_macro2::{Literal, TokenStream};
use quote::{quote, quote_spanned};

use super::model::Model;
use crate::shared::tokens;

pub(super) fn expand(model: &Model) -> TokenStream {
    let Model {
        registered,
        label,
        every,
        critical,
        after,
    } = model;
    let place = registered.place();
    let here = registered.here();
    let output = registered.output_type();
    let name = &registered.name;

    let (names, takes) = registered.take(&registered.types, "check_argument", |_| None);
    let names = quote_spanned!(place=> (#(#names?),*));
    let answer = tokens::written_over(&output, quote!(#name #names .await));
    let verdict = tokens::call_there(&output, "verdict", answer);
    let verdict = registered.call("verdict", &quote_spanned!(place=> async move { #verdict }));
    let every = every.map(|ms| {
        let ms = Literal::u64_unsuffixed(ms);
        quote!(.every_ms(#ms))
    });
    let critical = (!critical).then(|| quote!(.critical(false)));
    let after = (!after.is_empty()).then(|| quote!(.after(&[#(#after),*])));
    registered.submit(&quote_spanned! {place=>
        __daemon::Check::new(#label, #here, |__call| {
            #(#takes)*
            #verdict
        }) #every #critical #after
    })
}
