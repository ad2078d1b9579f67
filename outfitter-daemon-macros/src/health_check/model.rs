//! What was written → what it means: all the rules of `#[health_check]`.

use proc_macro2::{Ident, TokenStream};
use syn::{Attribute, LitStr, ReturnType, Type};

use super::parse::Ast;
use crate::shared::args::Args;
use crate::shared::attrs;
use crate::shared::errors::Errors;
use crate::shared::function::{self, Function};
use crate::shared::literal;
use crate::shared::name;
use crate::shared::runtime::Runtime;
use crate::shared::signature::{self, Rules};

pub(crate) struct Model {
    pub(super) runtime: Runtime,
    /// The function, to be emitted as it is.
    pub(super) attrs: Vec<Attribute>,
    pub(super) function: TokenStream,
    /// What the entry beside it starts with.
    pub(super) beside: Vec<Attribute>,
    pub(super) name: Ident,
    /// What reports call the check.
    pub(super) label: LitStr,
    pub(super) arguments: Vec<Type>,
    pub(super) output: ReturnType,
    pub(super) timeout_ms: Option<u64>,
}

const RULES: Rules = Rules {
    kind: "a health check",
    instead_of_self: "move it out of the `impl` and take shared data as `State(app): State<App>`",
    most_arguments: 8,
    too_many: "a health check takes at most 8 arguments; put what belongs together into the state",
};

pub(super) fn check(ast: &Ast, errors: &mut Errors) -> Option<Model> {
    let Ast { args, function } = ast;
    args.check(errors);
    let runtime = Runtime::read(args, errors);
    let timeout_ms = args
        .get("timeout")
        .and_then(|timeout| errors.keep(literal::duration_ms(timeout)));

    let function = function.as_ref()?;
    let label = label(args, function, errors);
    signature::check_other_attributes(function, "health_check", errors);
    let arguments = signature::check(function, &RULES, errors);
    refuse_bool(&function.sig.output, errors);
    Some(Model {
        runtime,
        attrs: function.attrs.clone(),
        function: function.tokens.clone(),
        beside: attrs::beside(&function.attrs),
        name: function.sig.ident.clone(),
        label: label?,
        arguments,
        output: function.sig.output.clone(),
        timeout_ms,
    })
}

/// `name = ".."`, else the function's own name.
fn label(args: &Args, function: &Function, errors: &mut Errors) -> Option<LitStr> {
    if args.get("name").is_some() {
        let label = args.text("name", errors)?;
        errors.keep(name::check_label(&label))?;
        return Some(label);
    }
    let ident = &function.sig.ident;
    let label = function::text(ident);
    if name::check_label(&label).is_err() {
        errors.at(
            ident,
            "this name cannot be shown everywhere; add `name = \"..\"` to `#[health_check]`",
        );
        return None;
    }
    Some(label)
}

fn refuse_bool(output: &ReturnType, errors: &mut Errors) {
    if let ReturnType::Type(_, ty) = output
        && let Type::Path(path) = &**ty
        && path.path.is_ident("bool")
    {
        errors.at(
            ty,
            "a `bool` would hide the reason; return `Result<(), E>`, where the error says what is wrong",
        );
    }
}
