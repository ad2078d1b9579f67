//! Tokens → what was written.

use proc_macro2::TokenStream;
use syn::{LitStr, Path};

use crate::shared::arg::Key;
use crate::shared::args::Args;
use crate::shared::errors::Errors;
use crate::shared::function::Function;
use crate::shared::registered::Ast;
use crate::shared::runtime;
use crate::shared::tokens;

pub(crate) const KEYS: &[Key] = &[
    Key {
        name: "timeout",
        example: "timeout = \"2s\"",
    },
    Key {
        name: "max_in_flight",
        example: "max_in_flight = 4",
    },
    Key {
        name: "concurrency",
        example: "concurrency = \"serial\"",
    },
    Key {
        name: "blocking",
        example: "blocking",
    },
    Key {
        name: "cancel",
        example: "cancel = \"never\"",
    },
    Key {
        name: "allow",
        example: "allow = \"same_user\"",
    },
    runtime::KEY,
];

pub(super) fn parse(args: TokenStream, item: TokenStream, errors: &mut Errors) -> Ast {
    let args = Args::read_unless(names_the_request, KEYS, args, errors);
    let function = Function::read_or_leave("ipc_handler", &args, item, errors);
    Ast { args, function }
}

/// Other frameworks are told here what a function answers; this one sees it from the function's first argument.
fn names_the_request(piece: &TokenStream) -> Option<String> {
    let is_text = syn::parse2::<LitStr>(piece.clone()).is_ok_and(|text| !is_number(&text));
    let is_path = syn::parse2::<Path>(piece.clone()).is_ok_and(|path| {
        if KEYS
            .iter()
            .any(|key| key.name.eq_ignore_ascii_case(&tokens::as_text(&path)))
        {
            return false;
        }
        let last = path.segments.last().map(|last| last.ident.to_string());
        path.segments.len() > 1 || last.is_some_and(|name| name.starts_with(char::is_uppercase))
    });
    (is_text || is_path).then(|| {
        "a handler says which request it answers by its first argument, as in `request: request::Add`; remove this"
            .to_owned()
    })
}

/// A text that begins like a duration is one without its key.
fn is_number(text: &LitStr) -> bool {
    text.value().starts_with(|first: char| first.is_ascii_digit())
        || KEYS.iter().any(|key| text.value() == key.name)
}
