//! What was written → what it means: all the rules of `#[ipc_handler]`.

use syn::{GenericArgument, PathArguments, Type};

use super::policy::Policy;
use crate::shared::errors::Errors;
use crate::shared::registered::{Ast, Registered};
use crate::shared::signature::Rules;
use crate::shared::tokens;

pub(crate) struct Model {
    pub(super) registered: Registered,
    /// The type of the request, and those of the other arguments.
    pub(super) message: Type,
    pub(super) arguments: Vec<Type>,
    pub(super) policy: Policy,
}

const RULES: Rules = Rules {
    kind: "a handler",
    instead_of_self: "move it out of the `impl` and take shared data as `State(app): State<App>`",
    most_arguments: 9,
    too_many: "a handler takes a request and at most 8 arguments more; put what belongs together into the state",
    blocking: Some("`#[ipc_handler(blocking)]`"),
};

pub(super) fn check(ast: &Ast, errors: &mut Errors) -> Option<Model> {
    let mut registered = Registered::check("ipc_handler", ast, &RULES, errors)?;
    let policy = Policy::read(&ast.args, registered.blocking, errors);
    let types = std::mem::take(&mut registered.types);
    let (message, arguments) = message_first(ast, types, errors)?;
    if arguments.iter().any(is_events) {
        policy.check_stream(&ast.args, errors);
    }
    Some(Model {
        registered,
        message,
        arguments,
        policy,
    })
}

/// The first argument is the request, and no other can be one.
fn message_first(ast: &Ast, types: Vec<Type>, errors: &mut Errors) -> Option<(Type, Vec<Type>)> {
    let function = ast.function.as_ref()?;
    // Who names the request in the attribute has just been told where it belongs.
    if ast.args.is_broken() && (types.is_empty() || types.first().is_some_and(tokens::is_plain)) {
        return None;
    }
    let usage = "the first argument of a handler is the request, as in `request: request::Add`";
    let mut types = types.into_iter();
    let Some(message) = types.next() else {
        // A lone `self` has been reported, and is what has to go first.
        if function.sig.inputs.is_empty() {
            errors.at(&function.sig.ident, format!("{usage}; this one has no arguments"));
        }
        return None;
    };
    let others: Vec<Type> = types.collect();
    if let Some(name) = injected(&message) {
        errors.at(&message, format!("{usage}; move `{name}<..>` behind it"));
    } else if is_daemon_or_peer(&message) && others.iter().any(is_in_module) {
        let name = tokens::as_text(&message);
        errors.at(&message, format!("{usage}; move `{name}` behind it"));
    } else if tokens::is_plain(&message) {
        let name = tokens::as_text(&message);
        let text = format!("{usage}, which carries its fields; `{name}` is not a request");
        errors.at(&message, text);
    }
    Some((message, others))
}

/// Whether this is `Events<T>`, by the name under which the prelude has it.
fn is_events(ty: &Type) -> bool {
    injected(ty).is_some_and(|name| name == "Events")
}

/// What a handler can take too, by the names under which the prelude has them.
fn is_daemon_or_peer(ty: &Type) -> bool {
    matches!(ty, Type::Path(path) if path.path.is_ident("Daemon") || path.path.is_ident("Peer"))
}

/// As in `request::Add`.
fn is_in_module(ty: &Type) -> bool {
    matches!(ty, Type::Path(path) if path.path.segments.len() > 1)
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
