//! What stands for an attribute that is there only with a feature of the runtime's.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};

/// The error, and nothing of the item, which would be about types that are not there either.
pub(crate) fn expand(feature: &str, item: TokenStream) -> TokenStream {
    let text = format!(
        "this attribute needs the feature `{feature}` of `outfitter-daemon`; \
         in `Cargo.toml`, add it to its `features` or remove `default-features = false`"
    );
    let name = name(item);
    // Where the attribute stands, as if written there: the compiler then says nothing of an expansion.
    let attribute = Span::call_site();
    let place = name
        .as_ref()
        .map_or(attribute, |name| attribute.resolved_at(name.span()));
    // Without a `main` there would be one error more.
    let main = name.filter(|name| name.to_string() == "main").map(|_| {
        quote!(
            fn main() {}
        )
    });
    let error = quote_spanned!(place=> ::core::compile_error! { #text });
    quote!(#main #error)
}

fn name(item: TokenStream) -> Option<TokenTree> {
    let mut tokens = item.into_iter();
    let names = |token: TokenTree| matches!(token, TokenTree::Ident(word) if word == "fn" || word == "enum");
    tokens.any(names).then(|| tokens.next()).flatten()
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::expand;

    #[test]
    fn leaves_a_main() {
        let main = quote!(
            async fn main(daemon: Daemon) {}
        );
        let main = expand("daemon", main).to_string();
        assert!(main.starts_with("fn main () { }"), "{main}");
        let handler = quote!(
            async fn add(_: request::Add) {}
        );
        let handler = expand("daemon", handler).to_string();
        assert!(!handler.contains("fn"), "{handler}");
        assert!(handler.contains("the feature `daemon`"), "{handler}");
    }
}
