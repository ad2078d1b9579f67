//! What was written → what it means: all the rules of `#[health_check]`.

use syn::{LitStr, ReturnType, Type};

use crate::shared::args::Args;
use crate::shared::duration;
use crate::shared::errors::Errors;
use crate::shared::function::{self, Function};
use crate::shared::name;
use crate::shared::registered::{Ast, Registered};
use crate::shared::signature::Rules;

pub(crate) struct Model {
    pub(super) registered: Registered,
    /// What reports call the check.
    pub(super) label: LitStr,
    /// How often it runs in the background, in milliseconds.
    pub(super) every: Option<u64>,
    pub(super) critical: bool,
    /// The names of the checks before it.
    pub(super) after: Vec<LitStr>,
}

const RULES: Rules = Rules {
    kind: "a health check",
    instead_of_self: "move it out of the `impl` and take shared data as `State(app): State<App>`",
    most_arguments: 8,
    too_many: "a health check takes at most 8 arguments; put what belongs together into the state",
    blocking: None,
};

pub(super) fn check(ast: &Ast, errors: &mut Errors) -> Option<Model> {
    let registered = Registered::check("health_check", ast, &RULES, errors)?;
    let label = label(&ast.args, ast.function.as_ref()?, errors);
    let after = after(&ast.args, label.as_ref(), errors);
    refuse_bool(&registered.output, errors);
    Some(Model {
        registered,
        label: label?,
        every: every(&ast.args, errors),
        critical: ast.args.get("critical").is_none() || ast.args.flag("critical", errors),
        after,
    })
}

fn every(args: &Args, errors: &mut Errors) -> Option<u64> {
    errors.keep(duration::duration_ms(args.get("every")?))
}

/// Which checks there are is known only when all of the program is; what else can be wrong is said here.
fn after(args: &Args, label: Option<&LitStr>, errors: &mut Errors) -> Vec<LitStr> {
    let after = args.names("after", errors);
    for (position, name) in after.iter().enumerate() {
        let text = name.value();
        if label.is_some_and(|label| label.value() == text) {
            errors.at(name, format!("`{text}` cannot come after itself; remove it"));
        } else if after[..position].iter().any(|earlier| earlier.value() == text) {
            errors.at(name, format!("`{text}` is listed twice; remove one of the two"));
        } else {
            errors.keep(name::check_label(name));
        }
    }
    after
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
