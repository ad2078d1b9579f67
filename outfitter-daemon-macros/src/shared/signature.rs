//! What the three attributes for functions ask of a signature.

use proc_macro2::{Ident, TokenTree};
use syn::{Attribute, FnArg, ReturnType, Safety, Signature, Type};

use super::attrs;
use super::errors::Errors;
use super::function::Function;
use super::sized;
use super::tokens;

/// What messages call the function.
pub(crate) struct Rules {
    /// As in "a handler must ..."
    pub(crate) kind: &'static str,
    /// How to get at shared data without `self`.
    pub(crate) instead_of_self: &'static str,
    pub(crate) most_arguments: usize,
    pub(crate) too_many: &'static str,
    /// How to say that a function is not `async` because it blocks its thread; none if it must not.
    pub(crate) blocking: Option<&'static str>,
}

/// Checks everything but what the types mean, and gives the arguments' types.
///
/// A function that is `blocking` need not be `async`.
pub(crate) fn check(function: &Function, rules: &Rules, blocking: bool, errors: &mut Errors) -> Vec<Type> {
    let Function { sig, has_body, .. } = function;
    let Rules { kind, .. } = rules;
    if !has_body {
        errors.at(
            &sig.ident,
            format!("{kind} needs a body; a trait's function cannot be one"),
        );
    }
    if !blocking {
        check_async(function, rules, errors);
    }
    check_qualifiers(sig, kind, errors);
    if !sig.generics.params.is_empty() {
        errors.at(&sig.generics, format!("{kind} cannot be generic; name the types"));
    }
    if let Some(clause) = &sig.generics.where_clause {
        errors.at(clause, format!("{kind} cannot have a `where` clause; remove it"));
    }
    // `fn f() -> impl Future` is mended by `async`.
    if let ReturnType::Type(_, ty) = &sig.output
        && (blocking || sig.asyncness.is_some() || !is_future(ty))
    {
        check_named(ty, "return", kind, errors);
    }
    check_self(function, rules, errors);
    arguments(sig, rules, errors)
}

/// `Self` in the body of a function without `self`, which so stands in an `impl`.
fn check_self(function: &Function, rules: &Rules, errors: &mut Errors) {
    let Some(TokenTree::Group(body)) = function.tokens.clone().into_iter().last() else {
        return;
    };
    let is_item = |word: &Ident| {
        ["enum", "impl", "macro_rules", "struct", "trait", "union"]
            .iter()
            .any(|item| word == item)
    };
    // In an item of the body it would be that item's.
    if function.sig.receiver().is_some() || tokens::find_word(body.stream(), &is_item).is_some() {
        return;
    }
    if let Some(word) = tokens::find_word(body.stream(), &|word: &Ident| word == "Self") {
        let Rules {
            kind,
            instead_of_self,
            ..
        } = rules;
        let text = format!("{kind} is a free function, which has no `Self`; {instead_of_self}");
        errors.at(word, text);
    }
}

fn check_async(function: &Function, rules: &Rules, errors: &mut Errors) {
    let (sig, kind) = (&function.sig, rules.kind);
    if sig.asyncness.is_some() {
        return;
    }
    // What `#[tokio::main]` and its like leave behind when they stand above.
    let blocks = tokens::find_word(&function.tokens, &|word: &Ident| word == "block_on");
    let text = if blocks.is_some() {
        format!(
            "{kind} must be `async`; remove `#[tokio::main]` or `block_on`: the daemon has a runtime of its own"
        )
    } else {
        let mend = rules
            .blocking
            .map_or(String::new(), |how| format!(", or {how} if it blocks its thread"));
        format!("{kind} must be `async`; write `async fn {}(..)`{mend}", sig.ident)
    };
    errors.at(sig.fn_token, text);
}

fn check_qualifiers(sig: &Signature, kind: &str, errors: &mut Errors) {
    if let Some(token) = &sig.constness {
        errors.at(token, format!("{kind} cannot be `const`; remove it"));
    }
    if let Safety::Unsafe(token) = &sig.safety {
        errors.at(token, format!("{kind} cannot be `unsafe`; remove it"));
    }
    if let Some(abi) = &sig.abi {
        errors.at(abi, format!("{kind} cannot be `extern`; remove it"));
    }
    if let Some(variadic) = &sig.variadic {
        errors.at(
            variadic,
            format!("{kind} cannot take a variable number of arguments; remove `...`"),
        );
    }
}

fn arguments(sig: &Signature, rules: &Rules, errors: &mut Errors) -> Vec<Type> {
    let Rules {
        kind,
        instead_of_self,
        most_arguments,
        too_many,
        ..
    } = rules;
    let mut types = Vec::new();
    // One that has to go is none too many.
    let most_arguments = most_arguments + usize::from(sig.receiver().is_some());
    let surplus = surplus(sig, most_arguments);
    for (position, input) in sig.inputs.iter().enumerate() {
        if position == surplus {
            errors.at(input, too_many);
        }
        match input {
            FnArg::Receiver(receiver) => {
                let text = format!("{kind} is a free function without `self`; {instead_of_self}");
                errors.at(receiver, text);
            }
            FnArg::Typed(argument) => {
                for cfg in attrs::cfgs(&argument.attrs) {
                    errors.at(cfg, "an argument cannot have `#[cfg]`; put it on the function");
                }
                check_type(&argument.ty, kind, errors);
                types.push((*argument.ty).clone());
            }
        }
    }
    types
}

/// Which argument is one too many: not the `Daemon`, if that is all that can be taken.
fn surplus(sig: &Signature, most: usize) -> usize {
    let is_daemon = |input: &FnArg| matches!(input, FnArg::Typed(argument) if matches!(&*argument.ty, Type::Path(path) if path.path.is_ident("Daemon")));
    let last_is_it = most == 1 && sig.inputs.len() == 2 && sig.inputs.last().is_some_and(is_daemon);
    if last_is_it { 0 } else { most }
}

fn check_type(ty: &Type, kind: &str, errors: &mut Errors) {
    if let Some(borrow) = tokens::find_borrow(ty) {
        errors.at(
            borrow,
            format!("{kind} takes its arguments by value; remove the `&`"),
        );
    }
    check_named(ty, "take", kind, errors);
    if let Some((place, text)) = sized::without_size(ty) {
        errors.at(place, text);
    }
}

fn is_future(ty: &Type) -> bool {
    matches!(ty, Type::ImplTrait(_)) && tokens::find_word(ty, &|word: &Ident| word == "Future").is_some()
}

/// Types are written once more in the generated code, where only types with a name of their own mean the same.
fn check_named(ty: &Type, verb: &str, kind: &str, errors: &mut Errors) {
    if let Some(word) = tokens::find_word(ty, &|word: &Ident| word == "impl") {
        errors.at(
            word,
            format!("{kind} cannot {verb} an `impl Trait`; name the type"),
        );
    }
    if let Some(word) = tokens::find_word(ty, &|word: &Ident| word == "Self") {
        errors.at(
            word,
            format!("{kind} is a free function, which has no `Self`; name the type"),
        );
    }
}

/// Reports attributes that cannot stand on one function with `#[attribute]`.
pub(crate) fn check_other_attributes(function: &Function, attribute: &str, errors: &mut Errors) {
    for attr in &function.attrs {
        let name = attrs::last_name(attr);
        if name == attribute {
            errors.at(
                attr,
                format!("`#[{attribute}]` is given twice; remove one of the two"),
            );
        } else if is_ours(&name) {
            let text = format!(
                "a function cannot have both `#[{attribute}]` and `#[{name}]`; remove one of the two"
            );
            errors.at(attr, text);
        } else if attr.path().is_ident("test") {
            errors.at(attr, "remove `#[test]`; call this function in a test of its own");
        } else if is_runtime(attr) {
            let name = tokens::as_text(attr.path());
            errors.at(
                attr,
                format!("remove `#[{name}]`; the daemon has a runtime of its own"),
            );
        }
    }
}

/// Whether this is `#[tokio::main]`, `#[tokio::test]`, or the like of another runtime.
pub(crate) fn is_runtime(attr: &Attribute) -> bool {
    matches!(attrs::last_name(attr).as_str(), "main" | "test")
}

/// Whether an attribute of this name would run on the function once more.
pub(crate) fn is_ours(name: &str) -> bool {
    matches!(name, "daemon" | "ipc_handler" | "health_check")
}
