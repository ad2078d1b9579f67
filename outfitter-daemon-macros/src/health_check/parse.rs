//! Tokens → what was written.

use proc_macro2::TokenStream;

use crate::shared::arg::Key;
use crate::shared::args::Args;
use crate::shared::errors::Errors;
use crate::shared::function::Function;
use crate::shared::registered::Ast;
use crate::shared::runtime;

pub(crate) const KEYS: &[Key] = &[
    Key {
        name: "name",
        example: "name = \"database\"",
    },
    Key {
        name: "timeout",
        example: "timeout = \"1s\"",
    },
    Key {
        name: "every",
        example: "every = \"30s\"",
    },
    Key {
        name: "critical",
        example: "critical = false",
    },
    Key {
        name: "after",
        example: "after = [database]",
    },
    runtime::KEY,
];

pub(super) fn parse(args: TokenStream, item: TokenStream, errors: &mut Errors) -> Ast {
    let args = Args::read(KEYS, args, errors);
    let function = Function::read_or_leave("health_check", &args, item, errors);
    Ast { args, function }
}
