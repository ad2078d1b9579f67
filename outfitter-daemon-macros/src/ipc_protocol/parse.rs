//! Tokens → what was written.

use proc_macro2::TokenStream;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, ItemEnum, Meta, Token, Visibility};

use super::repair::repair;
use crate::shared::arg::Key;
use crate::shared::args::Args;
use crate::shared::errors::Errors;
use crate::shared::runtime;

const KEYS: &[Key] = &[
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

const REQUEST_KEYS: &[Key] = &[
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

fn read_ipc(attrs: &[Attribute], errors: &mut Errors) -> Args {
    let mut args = Args::new(REQUEST_KEYS);
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("ipc")) {
        match &attr.meta {
            Meta::Path(_) => {}
            Meta::List(list) => args.add(list.tokens.clone(), errors),
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
