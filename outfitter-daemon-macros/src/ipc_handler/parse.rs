//! Tokens → what was written.

use proc_macro2::TokenStream;

use crate::shared::arg::Key;
use crate::shared::args::Args;
use crate::shared::errors::Errors;
use crate::shared::function::Function;
use crate::shared::registered::Ast;
use crate::shared::runtime;

const KEYS: &[Key] = &[
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
        example: "allow = \"any\"",
    },
    runtime::KEY,
];

pub(super) fn parse(args: TokenStream, item: TokenStream, errors: &mut Errors) -> Ast {
    Ast {
        args: Args::read(KEYS, args, errors),
        function: Function::read("ipc_handler", item, errors),
    }
}
