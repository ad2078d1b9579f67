//! Tokens → what was written.

use proc_macro2::{Ident, TokenStream};
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, ItemEnum, Meta, Token, Type, Visibility};

use super::repair::repair;
use crate::shared::arg::Key;
use crate::shared::args::Args;
use crate::shared::attrs;
use crate::shared::errors::Errors;
use crate::shared::runtime;
use crate::shared::tokens;

pub(crate) const KEYS: &[Key] = &[
    Key {
        name: "response",
        example: "response = Response",
    },
    Key {
        name: "schema",
        example: "schema",
    },
    runtime::KEY,
];

pub(crate) const REQUEST_KEYS: &[Key] = &[
    Key {
        name: "returns",
        example: "returns = Status",
    },
    Key {
        name: "stream",
        example: "stream = String",
    },
    Key {
        name: "oneway",
        example: "oneway",
    },
    Key {
        name: "error",
        example: "error = StatusError",
    },
    Key {
        name: "idempotent",
        example: "idempotent = true",
    },
];

pub(crate) struct Ast {
    pub(super) args: Args,
    /// `None` if the item is no enum, which has been reported.
    pub(super) item: Option<ItemEnum>,
    /// What `#[ipc(..)]` says on each variant, in order.
    pub(super) requests: Vec<Args>,
}

pub(super) fn parse(args: TokenStream, item: TokenStream, errors: &mut Errors) -> Ast {
    let args = Args::read(KEYS, args, errors);
    let read = read_enum.parse2(item.clone());
    let item = errors.keep(read.or_else(|error| read_enum.parse2(repair(item)).map_err(|_| error)));
    let variants = item.iter().flat_map(|item| &item.variants);
    let requests = variants.map(|variant| read_ipc(&variant.attrs, errors)).collect();
    Ast { args, item, requests }
}

fn read_enum(input: ParseStream) -> syn::Result<ItemEnum> {
    let ahead = input.fork();
    Attribute::parse_outer(&ahead)?;
    ahead.parse::<Visibility>()?;
    if !ahead.peek(Token![enum]) {
        let text = "`#[ipc_protocol]` goes on an enum with one variant for each request; expected `enum`";
        return Err(ahead.error(text));
    }
    input.parse()
}

/// Whether this is a `#[cfg_attr(.., ipc(..))]`, of which the compiler would say that there is no such attribute.
pub(super) fn hides_ipc(attr: &Attribute) -> bool {
    attr.path().is_ident("cfg_attr") && tokens::find_word(&attr.meta, &|word: &Ident| word == "ipc").is_some()
}

/// Whether this is most likely a misspelt `#[ipc(..)]`: one of its arguments stands in it.
pub(super) fn means_ipc(attr: &Attribute) -> bool {
    let Some(name) = attr.path().get_ident() else {
        return false;
    };
    let is_key = |word: &Ident| REQUEST_KEYS.iter().any(|key| word == key.name);
    let mut letters: Vec<char> = name.to_string().to_lowercase().chars().collect();
    letters.sort_unstable();
    name != "ipc" && letters == ['c', 'i', 'p'] && tokens::find_word(&attr.meta, &is_key).is_some()
}

fn read_ipc(attrs: &[Attribute], errors: &mut Errors) -> Args {
    let mut args = Args::new(REQUEST_KEYS);
    for attr in attrs.iter().filter(|attr| means_ipc(attr)) {
        let name = attrs::last_name(attr);
        let text = format!("unknown attribute `{name}`; did you mean `ipc`?");
        args.refuse(syn::Error::new_spanned(attr.path(), text), errors);
    }
    for attr in attrs.iter().filter(|attr| hides_ipc(attr)) {
        let text = "`#[ipc(..)]` is read before `cfg_attr`; write it as it is, on a variant for each condition, with `#[cfg(..)]`";
        args.refuse(syn::Error::new_spanned(attr, text), errors);
    }
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("ipc")) {
        match &attr.meta {
            Meta::Path(_) => {}
            Meta::List(list) => args.add(type_alone, list.tokens.clone(), errors),
            Meta::NameValue(_) => {
                let text = "expected parentheses, as in `#[ipc(returns = Status)]`";
                args.refuse(syn::Error::new_spanned(attr, text), errors);
            }
        }
    }
    args
}

/// Keeps the attributes anywhere in the enum for which `wanted` holds.
pub(super) fn retain(item: &mut ItemEnum, wanted: &impl Fn(&Attribute) -> bool) {
    item.attrs.retain(wanted);
    for variant in &mut item.variants {
        variant.attrs.retain(wanted);
        for field in &mut variant.fields {
            field.attrs.retain(wanted);
        }
    }
}

/// A type where `returns = T` is meant.
fn type_alone(piece: &TokenStream) -> Option<String> {
    let ty = syn::parse2::<Type>(piece.clone()).ok()?;
    let written = tokens::as_written(&ty);
    if REQUEST_KEYS
        .iter()
        .any(|key| key.name.eq_ignore_ascii_case(&written))
    {
        return None;
    }
    let is_type = match &ty {
        Type::Path(path) => {
            let last = path.path.segments.last()?;
            tokens::is_plain(&ty) || last.ident.to_string().starts_with(char::is_uppercase)
        }
        Type::Tuple(_) | Type::Array(_) => true,
        _ => false,
    };
    is_type.then(|| format!("expected an argument; write `returns = {written}`"))
}
