//! What was written → what it means: all the rules of `#[ipc_handler]`.

use proc_macro2::{Ident, TokenStream};
use syn::{Attribute, GenericArgument, PathArguments, ReturnType, Type};

use super::parse::Ast;
use crate::shared::attrs;
use crate::shared::errors::Errors;
use crate::shared::function::Function;
use crate::shared::literal;
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
    /// The type of the request, and those of the other arguments.
    pub(super) message: Type,
    pub(super) arguments: Vec<Type>,
    pub(super) output: ReturnType,
    pub(super) timeout_ms: Option<u64>,
}

const RULES: Rules = Rules {
    kind: "a handler",
    instead_of_self: "move it out of the `impl` and take shared data as `State(app): State<App>`",
    most_arguments: 9,
    too_many: "a handler takes a request and at most 8 arguments more; put what belongs together into the state",
};

pub(super) fn check(ast: &Ast, errors: &mut Errors) -> Option<Model> {
    let Ast { args, function } = ast;
    args.check(errors);
    let runtime = Runtime::read(args, errors);
    let timeout_ms = args
        .get("timeout")
        .and_then(|timeout| errors.keep(literal::duration_ms(timeout)));

    let function = function.as_ref()?;
    signature::check_other_attributes(function, "ipc_handler", errors);
    let types = signature::check(function, &RULES, errors);
    let (message, arguments) = message_first(function, types, errors)?;
    Some(Model {
        runtime,
        attrs: function.attrs.clone(),
        function: function.tokens.clone(),
        beside: attrs::beside(&function.attrs),
        name: function.sig.ident.clone(),
        message,
        arguments,
        output: function.sig.output.clone(),
        timeout_ms,
    })
}

/// The first argument is the request, and no other can be one.
fn message_first(function: &Function, types: Vec<Type>, errors: &mut Errors) -> Option<(Type, Vec<Type>)> {
    let usage = "the first argument of a handler is the request, as in `request: request::Add`";
    let mut types = types.into_iter();
    let Some(message) = types.next() else {
        // A lone `self` has been reported, and is what has to go first.
        if function.sig.inputs.is_empty() {
            errors.at(&function.sig.ident, format!("{usage}; this one has no arguments"));
        }
        return None;
    };
    if let Some(name) = injected(&message) {
        errors.at(&message, format!("{usage}; move `{name}<..>` behind it"));
    }
    Some((message, types.collect()))
}

/// Requests have no parameters, so `State<T>` and `Events<T>` are taken by mistake, whosever they are.
fn injected(ty: &Type) -> Option<String> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last()?;
    let PathArguments::AngleBracketed(parameters) = &last.arguments else {
        return None;
    };
    let of_a_type = matches!(parameters.args.first(), Some(GenericArgument::Type(_)));
    (of_a_type && (last.ident == "State" || last.ident == "Events")).then(|| last.ident.to_string())
}
