//! Fields whose types serde may not know: each is asked about once, by itself.
//!
//! What serde derives would report a type without `Serialize` and `Deserialize` eight times. So the derived code is
//! told to take it for granted (`bound`, `serialize_with`), is given a name instead of being the impl (`remote`), and
//! the impls that call it by that name are there whether it is or not:
//!
//! ```text
//! #[serde(.., remote = "Self", bound(serialize = "Colour: for<'w> private::Written<'w, 0>", deserialize = ..))]
//! pub struct Paint {
//!     #[serde(serialize_with = "private::write_field::<0, _, _>")]
//!     pub colour: Colour,
//! }
//! private::serde_by_name!(request::Paint);
//! impl private::Message for request::Paint {
//!     type Protocol = <Request as private::Asked<{ use private as __daemon; __daemon::wire_type::<Colour>(); 0 }>>::Same;
//!     ..
//! }
//! ```
//!
//! Where the answer is no, the constant has no value and so the type is an error that has been reported: the compiler
//! says nothing of the handlers, which are given to the registry by that type. In the same way the contents of a
//! `Vec` or another container are asked about before it, so that the one error stands at the type that is to blame.

use proc_macro2::{Literal, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::parse_quote;

use super::field::Field;
use super::message;
use super::model::Model;
use super::request::Request;
use crate::shared::attrs;
use crate::shared::tokens;
use crate::shared::types;

/// What the derived code takes for granted, to be added to `#[serde(..)]`. `ty` is how to write a field's type there.
pub(super) fn bounds<'a>(
    fields: impl Iterator<Item = &'a Field>,
    private: &TokenStream,
    ty: impl Fn(&Field) -> TokenStream,
) -> TokenStream {
    let (numbers, types): (Vec<_>, Vec<_>) = fields.map(|field| (number(field), ty(field))).unzip();
    if types.is_empty() {
        return TokenStream::new();
    }
    let serialize = quote!(#(#types: for<'w> #private::Written<'w, #numbers>),*).to_string();
    let deserialize = quote!(#(#types: #private::serde::Deserialize<'de>),*).to_string();
    quote!(, remote = "Self", bound(serialize = #serialize, deserialize = #deserialize))
}

/// The attribute of a field that is asked about.
pub(super) fn attribute(field: &Field, private: &TokenStream) -> Option<TokenStream> {
    let number = number(field);
    let write = tokens::as_text(quote!(#private::write_field::<#number, _, _>));
    field.asked.then(|| quote!(#[serde(serialize_with = #write)]))
}

fn number(field: &Field) -> Literal {
    Literal::usize_unsuffixed(field.number)
}

/// The enum with that attribute on its fields.
pub(super) fn item(model: &Model) -> TokenStream {
    let Model {
        item,
        requests,
        runtime,
        ..
    } = model;
    let mut item = item.clone();
    let private = runtime.private();
    for (variant, request) in item.variants.iter_mut().zip(requests) {
        let fields = variant.fields.iter_mut().zip(request.fields.iter().flatten());
        for (field, checked) in fields {
            if let Some(attribute) = attribute(checked, &private) {
                field.attrs.push(parse_quote!(#attribute));
            }
        }
    }
    let Some(none) = no_parameters(model) else {
        return item.into_token_stream();
    };
    let mut named = false;
    let each = item.to_token_stream().into_iter().flat_map(|token| {
        let is_name = !named && matches!(&token, TokenTree::Ident(word) if *word == item.ident);
        named |= is_name;
        let none = is_name.then(|| none.clone());
        TokenStream::from(token)
            .into_iter()
            .chain(none.into_iter().flatten())
    });
    each.collect()
}

/// An empty list of parameters that nobody wrote, for the enum and the trait: of a type that it does not know, as in
/// `Vec<Colour>`, the compiler would otherwise say that it may be a parameter of theirs, and so not the same as elsewhere.
pub(super) fn no_parameters(model: &Model) -> Option<TokenStream> {
    let is_open = |token: TokenTree| tokens::is_sign(&token, '<');
    let has_parameters = |field: &Field| field.ty.clone().into_iter().any(is_open);
    let place = tokens::at(&model.name);
    let mut asked = model.requests.iter().flat_map(Request::asked);
    asked.any(has_parameters).then(|| quote_spanned!(place=> <>))
}

/// The type of the enum, behind what is asked of the request's fields.
pub(super) fn protocol(model: &Model, request: &Request) -> TokenStream {
    let Model { runtime, name, .. } = model;
    let private = runtime.private();
    let question = |Field { ty, alias, .. }: &Field| {
        let by_alias = alias.as_ref().filter(|_| message::is_ambiguous(ty));
        let asked = by_alias.map_or_else(
            || after_contents(&private, ty),
            |alias| message::aliased(&private, ty, alias),
        );
        tokens::call(ty, "wire_type", &asked, TokenStream::new())
    };
    let mut questions = request.asked().map(question).peekable();
    if questions.peek().is_none() {
        return name.to_token_stream();
    }
    quote!(<#name as #private::Asked<{ use #private as __daemon; #(#questions;)* 0 }>>::Same)
}

/// The type, behind what is asked of the types in it: of one that cannot be sent it is said where that stands, and then
/// nothing of what holds it.
fn after_contents(private: &TokenStream, ty: &TokenStream) -> TokenStream {
    let questions: Vec<_> = syn::parse2(ty.clone())
        .map(|ty| types::contents(&ty))
        .unwrap_or_default()
        .iter()
        .filter(|content| !tokens::is_plain(content))
        .map(|content| {
            tokens::call(
                content,
                "wire_type",
                &content.to_token_stream(),
                TokenStream::new(),
            )
        })
        .collect();
    if questions.is_empty() {
        return ty.clone();
    }
    let after = quote!(as #private::Asked<{ use #private as __daemon; #(#questions;)* 0 }>>::Same);
    tokens::between(quote!(<), ty, after)
}

/// serde's impls for what was derived under a name.
pub(super) fn by_name(model: &Model) -> TokenStream {
    let Model {
        runtime,
        name,
        module,
        beside,
        requests,
        asks,
        ..
    } = model;
    if !asks {
        return TokenStream::new();
    }
    let private = runtime.private();
    let cfgs = attrs::cfgs(beside);
    let asking = |request: &&Request| request.asked().next().is_some();
    let structs = requests.iter().filter(asking).map(|Request { variant, .. }| {
        // No condition: a request that exists under one does not ask.
        quote!(#(#cfgs)* #private::serde_by_name!(#module::#variant);)
    });
    quote! {
        #(#cfgs)*
        #private::serde_by_name!(#name);
        #(#structs)*
    }
}
