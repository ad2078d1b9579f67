//! A function whose signature is read and whose body is not: errors in it are the compiler's to report.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, FnArg, ItemFn, LitStr, ReturnType, Signature, Token, Type, Visibility, parse_quote};

use super::args::Args;
use super::errors::{Errors, Reported};
use super::runtime::Runtime;
use super::{attrs, signature, sized, tokens};

pub(crate) struct Function {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) vis: Visibility,
    pub(crate) sig: Signature,
    /// Everything after the attributes, as it was written.
    pub(crate) tokens: TokenStream,
    /// `false` for a trait's function that ends with `;`.
    pub(crate) has_body: bool,
}

impl Function {
    /// Reads the item below `#[attribute]`.
    pub(crate) fn read(attribute: &str, item: TokenStream, errors: &mut Errors) -> Option<Self> {
        let parse = |input: ParseStream| Self::parse(attribute, input);
        errors.keep(parse.parse2(item))
    }

    /// As [`Function::read`]. What is no signature, the compiler has said or will say, and better: all that is left to
    /// refuse is one that it understands, and this does not.
    pub(crate) fn read_or_leave(
        attribute: &str,
        args: &Args,
        item: TokenStream,
        errors: &mut Errors,
    ) -> Option<Self> {
        let written = item.clone();
        let parse = |input: ParseStream| Self::parse(attribute, input);
        let error = match parse.parse2(item) {
            Ok(function) => return Some(function),
            Err(error) => error,
        };
        match name_of_unread(&written) {
            None => errors.add(error),
            Some(name) => {
                let private = Runtime::find(args).private();
                errors.instead(
                    quote_spanned!(name.span()=> const _: () = #private::unread(#private::request_of(#name));),
                );
            }
        }
        None
    }

    fn parse(attribute: &str, input: ParseStream) -> syn::Result<Self> {
        let attrs = Attribute::parse_outer(input)?;
        let tokens = input.cursor().token_stream();
        let vis = input.parse()?;
        if !starts_function(input) {
            return Err(input.error(format!(
                "`#[{attribute}]` goes on a function; expected `async fn`"
            )));
        }
        let sig = input.parse()?;
        let has_body = !input.peek(Token![;]);
        input.parse::<TokenStream>()?;
        Ok(Self {
            attrs,
            vis,
            sig,
            tokens,
            has_body,
        })
    }
}

/// The name of a function whose signature cannot be read.
fn name_of_unread(item: &TokenStream) -> Option<Ident> {
    let parse = |input: ParseStream| {
        Attribute::parse_outer(input)?;
        input.parse::<Visibility>()?;
        let starts = starts_function(input);
        let mut words = input.cursor().token_stream().into_iter();
        let is_read = input.fork().parse::<Signature>().is_ok();
        input.parse::<TokenStream>()?;
        words.find(|token| matches!(token, TokenTree::Ident(word) if word == "fn"));
        Ok(words.next().filter(|_| starts && !is_read))
    };
    match parse.parse2(item.clone()) {
        Ok(Some(TokenTree::Ident(name))) => Some(name),
        _ => None,
    }
}

fn starts_function(input: ParseStream) -> bool {
    let ahead = input.fork();
    // `const X: u8`, `unsafe impl` and `extern crate` start like functions.
    let _ = ahead.parse::<Option<Token![const]>>();
    let _ = ahead.parse::<Option<Token![async]>>();
    let _ = ahead.parse::<Option<Token![unsafe]>>();
    let _ = ahead.parse::<Option<syn::Abi>>();
    ahead.peek(Token![fn])
}

/// The name of the function as text.
pub(crate) fn text(name: &Ident) -> LitStr {
    LitStr::new(&name.unraw().to_string(), name.span())
}

/// Where the function is. Every token has the place of its name, so that `line!()` gives that line.
///
/// A macro by its whole path, as all that generated code calls: an attribute above ours that the compiler does not know
/// leaves it no time to see what was imported as `__daemon`.
pub(crate) fn here(private: &TokenStream, name: &Ident, text: &LitStr) -> TokenStream {
    tokens::written_at(name.span(), quote!(#private::here!(#text)))
}

/// Strict users are told by clippy to remove an `async` that we insist on.
pub(crate) fn always_async() -> TokenStream {
    quote!(#[allow(clippy::unused_async, reason = "always `async`, whether it waits or not")])
}

/// What the function returns, with the place of its name if it does not say.
pub(crate) fn output_type(output: &ReturnType, name: &Ident) -> TokenStream {
    match output {
        ReturnType::Default => quote_spanned!(name.span()=> ()),
        ReturnType::Type(_, ty) => ty.to_token_stream(),
    }
}

/// The errors, and the item without what would be reported once more.
pub(crate) fn fallback<Ast>(_: &Ast, item: &TokenStream, errors: &Reported) -> TokenStream {
    let had_daemon = |input: ParseStream| {
        let attrs = Attribute::parse_outer(input)?;
        input.parse::<TokenStream>()?;
        Ok(attrs.iter().any(|attr| attrs::last_name(attr) == "daemon"))
    };
    let had_daemon = had_daemon.parse2(item.clone()).unwrap_or(false);
    let item = without_ours(item);
    let item = if name_of_unread(&item).is_some() {
        without_body(&item)
    } else {
        with_arguments_mended(&item).unwrap_or(item)
    };
    // What `#[daemon]`, if it stood below, would have made of `async fn main`.
    let item = if had_daemon && is_main(&item) {
        quote!(fn main() { #item })
    } else {
        item
    };
    quote!(#item #errors)
}

/// A function whose arguments the compiler did not understand, without what it would not understand for that.
fn without_body(item: &TokenStream) -> TokenStream {
    let mut tokens: Vec<TokenTree> = item.clone().into_iter().collect();
    tokens.pop();
    quote!(#[allow(unused_variables, reason = "an error stands beside it")] #(#tokens)* { ::core::unimplemented!() })
}

fn is_main(item: &TokenStream) -> bool {
    syn::parse2::<ItemFn>(item.clone()).is_ok_and(|function| function.sig.ident == "main")
}

/// The function with the arguments that it should have had: by value, because it would be refused once more where
/// handlers are listed, and with a size, because the compiler would refuse those without.
fn with_arguments_mended(item: &TokenStream) -> Option<TokenStream> {
    let mut function: ItemFn = syn::parse2(item.clone()).ok()?;
    let mut mended = false;
    let mut borrowed = Vec::new();
    let returns_owned = tokens::find_reference(&function.sig.output).is_none();
    for (number, input) in function.sig.inputs.iter_mut().enumerate() {
        let FnArg::Typed(argument) = input else { continue };
        if let Type::Reference(reference) = &*argument.ty
            && returns_owned
        {
            let (pattern, of, ty) = (&argument.pat, reference.mutability, &reference.elem);
            let name = format_ident!("argument_{number}", span = Span::mixed_site());
            borrowed.push(parse_quote!(let #pattern = &#of #name;));
            *argument = parse_quote!(#of #name: #ty);
            mended = true;
        }
        if let Some(ty) = sized::with_size(&argument.ty) {
            *argument.ty = ty;
            mended = true;
        }
    }
    function.block.stmts.splice(0..0, borrowed);
    mended.then(|| function.into_token_stream())
}

/// The function with `Box<dyn Trait>` for each `impl Trait` in what it returns: of that, the compiler would say that
/// something in the body must be known.
pub(crate) fn with_boxes(item: &TokenStream) -> Option<TokenStream> {
    let mut function: ItemFn = syn::parse2(item.clone()).ok()?;
    let ReturnType::Type(_, ty) = &mut function.sig.output else {
        return None;
    };
    let Type::Path(path) = &mut **ty else { return None };
    let last = path.path.segments.last_mut()?;
    let mut mended = false;
    for ty in sized::parameters(&mut last.arguments) {
        if let Type::ImplTrait(of) = ty {
            let bounds = &of.bounds;
            *ty = parse_quote!(::std::boxed::Box<dyn #bounds>);
            mended = true;
        }
    }
    mended.then(|| function.into_token_stream())
}

/// The item without our own attributes and those that start a runtime, which have been refused, and with a body: the lack
/// of one would be two errors outside of traits.
pub(crate) fn without_ours(item: &TokenStream) -> TokenStream {
    let parse = |input: ParseStream| {
        let mut attrs = Attribute::parse_outer(input)?;
        attrs.retain(|attr| !signature::is_ours(&attrs::last_name(attr)) && !signature::is_runtime(attr));
        let mut rest: Vec<TokenTree> = input.parse::<TokenStream>()?.into_iter().collect();
        let is =
            |token: Option<&TokenTree>, word| matches!(token, Some(TokenTree::Ident(ident)) if ident == word);
        // Together they would be an error of the compiler's too.
        if let Some(at) = rest.iter().position(|token| is(Some(token), "const"))
            && is(rest.get(at + 1), "async")
        {
            rest.remove(at);
        }
        if rest.last().is_some_and(|end| tokens::is_sign(end, ';'))
            && rest
                .iter()
                .any(|token| matches!(token, TokenTree::Ident(word) if word == "fn"))
            && !rest.iter().any(|token| tokens::is_sign(token, '='))
        {
            rest.pop();
            rest.extend(quote!({ ::core::unimplemented!() }));
        }
        Ok(quote!(#(#attrs)* #(#rest)*))
    };
    parse.parse2(item.clone()).unwrap_or_else(|_| item.clone())
}
