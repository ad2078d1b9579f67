//! The way of every attribute: tokens → what was written → what it means → tokens.

use proc_macro2::TokenStream;
use syn::ext::IdentExt;

use crate::shared::errors::{Errors, Reported};

/// One attribute. Each folder beside this file has one.
pub(crate) struct Attribute<Ast, Model> {
    /// Reads the arguments and the item without judging.
    pub(crate) parse: fn(TokenStream, TokenStream, &mut Errors) -> Ast,
    /// Applies every rule; the model cannot hold anything that would not expand. `None` has been reported.
    pub(crate) check: fn(&Ast, &mut Errors) -> Option<Model>,
    /// Cannot fail.
    pub(crate) expand: fn(&Model) -> TokenStream,
    /// The errors, and what stands for the item beside them, so that they are all that the user sees.
    pub(crate) fallback: fn(&Ast, &TokenStream, &Reported) -> TokenStream,
}

impl<Ast, Model> Attribute<Ast, Model> {
    /// Expands one use of the attribute.
    #[expect(clippy::needless_pass_by_value, reason = "as the compiler hands it over")]
    pub(crate) fn run(&self, args: TokenStream, item: TokenStream) -> TokenStream {
        let mut errors = Errors::default();
        let ast = (self.parse)(args, item.clone(), &mut errors);
        let model = (self.check)(&ast, &mut errors);
        match (errors.finish(), model) {
            (None, Some(model)) => {
                let expanded = (self.expand)(&model);
                print_if_asked(&item, &expanded);
                expanded
            }
            (errors, _) => (self.fallback)(&ast, &item, &errors.unwrap_or_else(Reported::bug)),
        }
    }

    /// The mistakes in one use of the attribute.
    #[cfg(test)]
    pub(crate) fn messages(&self, args: TokenStream, item: TokenStream) -> Vec<String> {
        let mut errors = Errors::default();
        let ast = (self.parse)(args, item, &mut errors);
        let _ = (self.check)(&ast, &mut errors);
        errors.messages()
    }
}

/// `OUTFITTER_DAEMON_EXPAND=name cargo build` shows what an attribute made of the item `name`.
#[expect(
    clippy::print_stderr,
    reason = "asked for by the environment, and there is nowhere else to print to"
)]
fn print_if_asked(item: &TokenStream, expanded: &TokenStream) {
    let Ok(wanted) = std::env::var("OUTFITTER_DAEMON_EXPAND") else {
        return;
    };
    if is_called(item, &wanted) {
        eprintln!("{expanded}");
    }
}

/// Whether the function or enum has this name.
fn is_called(item: &TokenStream, name: &str) -> bool {
    let mut words = item.clone().into_iter().filter_map(|token| match token {
        proc_macro2::TokenTree::Ident(word) => Some(word.unraw().to_string()),
        _ => None,
    });
    words.any(|word| matches!(word.as_str(), "fn" | "enum")) && words.next().as_deref() == Some(name)
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::is_called;

    #[test]
    fn finds_the_item_to_print() {
        let add = quote!(
            #[expect(unused)]
            pub(crate) async fn r#add(add: u8) {}
        );
        assert!(is_called(&add, "add"));
        assert!(!is_called(&add, "unused"));
        assert!(is_called(
            &quote!(
                pub enum Request {
                    Add,
                }
            ),
            "Request"
        ));
        assert!(!is_called(
            &quote!(
                pub enum Request {
                    Add,
                }
            ),
            "Add"
        ));
    }
}
