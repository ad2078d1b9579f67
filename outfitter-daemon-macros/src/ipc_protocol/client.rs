//! The typed client of a protocol: a method for each request.

use proc_macro2::{Delimiter, Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::Attribute;

use super::asked;
use super::field::Field;
use super::model::Model;
use super::reply::Reply;
use super::request::Request;
use crate::shared::tokens;

pub(super) fn expand(model: &Model) -> TokenStream {
    let Model {
        runtime,
        name,
        client,
        vis,
        beside,
        requests,
        ..
    } = model;
    let private = runtime.private();
    let docs = format!(" The typed client of [`{name}`].");
    // Also of a client that is not: who uses it from elsewhere hears of the client, and of nothing else.
    let public = quote!(pub);
    let connect = connect(model, &private);
    // What the client is made of is known in two places alone: if the user has a type of that name, the compiler has
    // no more to say.
    let sender = quote!(#private::AsClient::as_client(self));
    let methods = requests
        .iter()
        .map(|request| method(model, &private, request, &public, &sender));
    let api = api(model, &private);
    // At the enum's name, where it is said if there is such a type already.
    let head = tokens::written_at(name.span(), quote!(#vis struct));
    let content = tokens::group(
        Delimiter::Parenthesis,
        quote!(#private::Client<#name>),
        name.span(),
    );
    let end = quote_spanned!(name.span()=> ;);
    quote! {
        #(#beside)*
        #[doc = #docs]
        #[derive(::core::clone::Clone, ::core::fmt::Debug)]
        #[allow(dead_code, reason = "a program that only serves needs no client")]
        #head #client #content #end
        #(#beside)*
        #[allow(dead_code, unreachable_pub, reason = "a client need not send every request, nor be public")]
        impl #client {
            #connect
            #(#methods)*
        }
        #(#beside)*
        impl ::core::ops::Deref for #client {
            type Target = #private::Client<#name>;
            fn deref(&self) -> &Self::Target {
                #sender
            }
        }
        #(#beside)*
        impl ::core::convert::From<#private::Client<#name>> for #client {
            fn from(client: #private::Client<#name>) -> Self {
                Self(client)
            }
        }
        #(#beside)*
        impl #private::AsClient<#name> for #client {
            fn as_client(&self) -> &#private::Client<#name> {
                &self.0
            }
        }
        #api
    }
}

/// The trait with the same methods, which cost nothing for each thing that has them: they are provided over the
/// client that it names.
fn api(model: &Model, private: &TokenStream) -> TokenStream {
    let Model {
        name,
        api,
        vis,
        beside,
        requests,
        ..
    } = model;
    let docs = format!(
        " The requests of [`{name}`] as methods, for code that is to work with any client of it, also a mock."
    );
    let none = asked::no_parameters(model);
    let methods = requests.iter().map(|request| {
        let inherited = TokenStream::new();
        method(
            model,
            private,
            request,
            &inherited,
            &quote!(#private::AsClient::as_client(self)),
        )
    });
    // At the enum's name, as the client.
    let head = tokens::written_at(name.span(), quote!(#vis trait));
    let bound = tokens::written_at(name.span(), quote!(: #private::AsClient<#name>));
    let methods = tokens::group(Delimiter::Brace, quote!(#(#methods)*), name.span());
    quote! {
        #(#beside)*
        #[doc = #docs]
        #[allow(dead_code, reason = "not every program is generic over its client")]
        #head #api #none #bound #methods
        #(#beside)*
        impl<T: #private::AsClient<#name>> #api for T {}
    }
}

fn connect(model: &Model, private: &TokenStream) -> TokenStream {
    let Model { name, .. } = model;
    // At the enum's name, which is shown when they are called otherwise.
    let called = |function| Ident::new(function, name.span());
    let [connect, connect_to, connect_or_start, new] =
        ["connect", "connect_to", "connect_or_start", "new"].map(called);
    quote! {
        /// Connects to the running daemon called `name`.
        ///
        /// # Errors
        ///
        /// If no daemon of that name is running, or it does not answer.
        pub async fn #connect(
            name: impl ::core::convert::AsRef<::core::primitive::str>,
        ) -> ::core::result::Result<Self, #private::ConnectionError> {
            ::core::result::Result::Ok(::core::convert::From::from(#private::Client::connect(name).await?))
        }
        /// Connects to the daemon that listens on `socket`.
        ///
        /// # Errors
        ///
        /// If no daemon listens there, or it does not answer.
        pub async fn #connect_to(
            socket: impl ::core::convert::AsRef<::std::path::Path>,
        ) -> ::core::result::Result<Self, #private::ConnectionError> {
            ::core::result::Result::Ok(::core::convert::From::from(#private::Client::connect_to(socket).await?))
        }
        /// Connects to the daemon called `name`, and starts it first if it is not running.
        ///
        /// # Errors
        ///
        /// If the daemon neither runs nor can be started, or it does not answer.
        pub async fn #connect_or_start(
            name: impl ::core::convert::AsRef<::core::primitive::str>,
        ) -> ::core::result::Result<Self, #private::LaunchError> {
            ::core::result::Result::Ok(::core::convert::From::from(#private::Client::connect_or_start(name).await?))
        }
        /// The typed client that sends through `client`.
        pub fn #new(client: #private::Client<#name>) -> Self {
            ::core::convert::From::from(client)
        }
    }
}

/// The method that sends `request` through `client`.
fn method(
    model: &Model,
    private: &TokenStream,
    request: &Request,
    vis: &TokenStream,
    client: &TokenStream,
) -> TokenStream {
    let Model { module, .. } = model;
    let Request {
        variant,
        method,
        wire,
        beside,
        deprecated,
        fields,
        reply,
        ..
    } = request;
    let docs = docs(
        &request.docs,
        &request.summary,
        &format!(" Sends the request `{}`.", wire.value()),
    );
    let (send, pending) = match reply {
        Reply::Once(_) => (quote!(call), quote!(PendingCall)),
        Reply::Stream(_) => (quote!(stream), quote!(PendingStream)),
        Reply::Oneway => (quote!(oneway), quote!(PendingOneway)),
    };
    let parameters = fields
        .iter()
        .flatten()
        .map(|Field { name, ty, cfgs, .. }| quote!(#(#cfgs)* #name: #ty));
    let names = request.names();
    // As on the wire, where only ASCII is in lower case.
    let cased = (!method.to_string().is_ascii())
        .then(|| quote!(#[allow(non_snake_case, reason = "called as on the wire")]));
    quote! {
        #docs
        #(#beside)* #(#deprecated)*
        #cased
        #vis fn #method(&self #(, #parameters)*) -> #private::#pending<#module::#variant> {
            #client.#send(#module::#variant #names)
        }
    }
}

/// The user's doc comment, or else a line of ours: generated items must be documented too.
pub(super) fn docs(docs: &[Attribute], summary: &str, otherwise: &str) -> TokenStream {
    let otherwise = summary.is_empty().then(|| quote!(#[doc = #otherwise]));
    quote!(#(#docs)* #otherwise)
}
