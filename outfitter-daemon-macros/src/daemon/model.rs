//! What was written → what it means: all the rules of `#[daemon]`.

use std::net::SocketAddr;

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::{Attribute, LitStr, Path, ReturnType, Type, Visibility};

use super::limits::Limits;
use super::parse::Ast;
use crate::shared::args::Args;
use crate::shared::duration;
use crate::shared::errors::Errors;
use crate::shared::function::Function;
use crate::shared::name;
use crate::shared::runtime::Runtime;
use crate::shared::signature::{self, Rules};
use crate::shared::tokens;
use crate::shared::value;

pub(crate) struct Model {
    pub(super) runtime: Runtime,
    /// The attributes that decide whether there is a `main` at all, and the others.
    pub(super) outer_attrs: Vec<Attribute>,
    pub(super) inner_attrs: Vec<Attribute>,
    /// Its name, `main`.
    pub(super) name: Ident,
    /// The function, to be emitted as it is.
    pub(super) function: TokenStream,
    /// Who may name it: a `main` in another file is brought to the program's root with `use`.
    pub(super) vis: Visibility,
    pub(super) argument: Option<Type>,
    pub(super) output: ReturnType,
    pub(super) program: Program,
    pub(super) link: Vec<Path>,
    /// The handlers that are to be all there are.
    pub(super) handlers: Vec<Path>,
    /// Where they are listed.
    pub(super) list: TokenStream,
    /// Whether a test stands beside `main`.
    pub(super) tested: bool,
}

/// What is set before the daemon runs.
pub(super) struct Program {
    pub(super) name: Option<LitStr>,
    pub(super) version: Option<LitStr>,
    /// Argument and milliseconds.
    pub(super) timeouts: Vec<(&'static str, u64)>,
    pub(super) flavor: Flavor,
    /// The address for HTTP.
    pub(super) http: Option<LitStr>,
    pub(super) limits: Limits,
    pub(super) protocols: Vec<Path>,
    /// What the program does not want of what it would have.
    pub(super) switched_off: Vec<&'static str>,
    /// What it wants, with the method of the runtime that asks whether it is there, and where that is said.
    pub(super) switched_on: Vec<(&'static str, TokenStream)>,
    /// The paths given, with the method of the runtime that takes each.
    pub(super) paths: Vec<(&'static str, LitStr)>,
}

pub(super) enum Flavor {
    CurrentThread,
    MultiThread { worker_threads: Option<u32> },
}

const RULES: Rules = Rules {
    kind: "the `main` of a daemon",
    instead_of_self: "move it out of the `impl`",
    most_arguments: 1,
    too_many: "`main` takes at most one argument, `daemon: Daemon`; remove this one",
    blocking: None,
};

const CURRENT_THREAD: &str = "current_thread";
const MULTI_THREAD: &str = "multi_thread";

pub(super) fn check(ast: &Ast, errors: &mut Errors) -> Option<Model> {
    let Ast { args, function } = ast;
    args.check(errors);
    // Whose arguments are those of a handler has been told so, and need not rename it.
    if args.is_of_another()
        && function
            .as_ref()
            .is_some_and(|function| function.sig.ident != "main")
    {
        return None;
    }
    let name = function.as_ref().map(|function| &function.sig.ident);
    let runtime = Runtime::read(args, name, errors);
    let program = program(args, errors);
    let link = distinct("link", args, errors);
    let handlers = distinct("handlers", args, errors);
    let tested = args.get("tests").is_none() || args.flag("tests", errors);

    let function = function.as_ref()?;
    check_function(function, errors);
    // What is not `main` has the arguments of what it is.
    let most_arguments = if function.sig.ident == "main" {
        RULES.most_arguments
    } else {
        function.sig.inputs.len()
    };
    let rules = Rules {
        most_arguments,
        ..RULES
    };
    let argument = signature::check(function, &rules, false, errors)
        .into_iter()
        .next();
    if let ReturnType::Type(_, ty) = &function.sig.output
        && matches!(**ty, Type::Never(_))
    {
        let text = "the `main` of a daemon returns when the daemon is ready, which then serves; write `-> Result<App, E>` with the \
                    state of its handlers, or remove `-> !`";
        errors.at(ty, text);
    }
    let (outer_attrs, inner_attrs) = function.attrs.iter().cloned().partition(decides_existence);
    Some(Model {
        runtime,
        outer_attrs,
        inner_attrs,
        name: function.sig.ident.clone(),
        function: function.tokens.clone(),
        vis: function.vis.clone(),
        argument,
        output: function.sig.output.clone(),
        program: program?,
        link,
        handlers,
        list: args
            .get("handlers")
            .map(ToTokens::to_token_stream)
            .unwrap_or_default(),
        tested,
    })
}

fn decides_existence(attr: &Attribute) -> bool {
    attr.path().is_ident("cfg") || attr.path().is_ident("cfg_attr")
}

fn check_function(function: &Function, errors: &mut Errors) {
    signature::check_other_attributes(function, "daemon", errors);
    let name = &function.sig.ident;
    if name != "main" {
        errors.at(
            name,
            format!("`#[daemon]` goes on `main`; rename `{name}`, or move the attribute"),
        );
    }
}

fn program(args: &Args, errors: &mut Errors) -> Option<Program> {
    let name = args.text("name", errors);
    if let Some(name) = &name {
        errors.keep(name::check_daemon(name));
    }
    let version = filled("version", args, errors);
    let timeouts = ["shutdown_timeout", "idle_timeout"];
    let timeouts = timeouts
        .into_iter()
        .filter_map(|key| Some((key, errors.keep(duration::duration_ms(args.get(key)?))?)))
        .collect();
    let http = http(args, errors);
    let limits = Limits::read(args, errors);
    let protocols = distinct("protocol", args, errors);
    let paths = ["dir", "socket", "lock", "pid_file"];
    let paths: Vec<_> = paths
        .into_iter()
        .filter_map(|key| Some((key, absolute(key, args, errors)?)))
        .collect();
    check_socket(&paths, errors);
    let (mut switched_off, mut switched_on) = (Vec::new(), Vec::new());
    for (key, asks) in [("cli", "with_cli"), ("logs", "with_logs")] {
        if let Some(arg) = args.get(key) {
            if args.flag(key, errors) {
                switched_on.push((asks, arg.to_token_stream()));
            } else {
                switched_off.push(key);
            }
        }
    }
    let flavor = flavor(args, errors)?;
    Some(Program {
        name,
        version,
        timeouts,
        flavor,
        http,
        limits,
        protocols,
        switched_off,
        switched_on,
        paths,
    })
}

/// An address that nobody outside this machine can reach.
fn http(args: &Args, errors: &mut Errors) -> Option<LitStr> {
    let literal = args.text("http", errors)?;
    let text = literal.value();
    match text.replacen("localhost:", "127.0.0.1:", 1).parse::<SocketAddr>() {
        Ok(address) if address.ip().is_loopback() => return Some(literal),
        Ok(_) => errors.at(
            &literal,
            "HTTP is served to this machine alone; use a loopback address, as in `\"127.0.0.1:1987\"`",
        ),
        Err(_) => errors.at(
            &literal,
            "expected a loopback address and a port, as in `\"127.0.0.1:1987\"`; the port 0 takes any that is free",
        ),
    }
    None
}

/// Text that says something.
fn filled(key: &str, args: &Args, errors: &mut Errors) -> Option<LitStr> {
    let text = args.text(key, errors)?;
    if text.value().trim().is_empty() {
        errors.at(&text, format!("`{key}` is empty; write something or remove it"));
    }
    Some(text)
}

/// A whole path, of whichever platform.
fn absolute(key: &str, args: &Args, errors: &mut Errors) -> Option<LitStr> {
    let literal = filled(key, args, errors)?;
    let path = literal.value();
    let has_drive = path
        .get(1..3)
        .is_some_and(|colon| colon == ":\\" || colon == ":/");
    if !path.trim().is_empty() && !path.starts_with(['/', '\\']) && !has_drive {
        let text =
            "expected the whole path, from the root; nothing is filled in here, neither `~` nor a variable";
        errors.at(&literal, text);
    }
    Some(literal)
}

/// The longest path of a socket that any platform takes whose paths begin with `/`: Linux (unix(7)).
const LONGEST_SOCKET: usize = 107;

/// Reports a socket that could never be bound, or that would be in the way of another file.
fn check_socket(paths: &[(&str, LitStr)], errors: &mut Errors) {
    let Some((_, socket)) = paths.iter().find(|(key, _)| *key == "socket") else {
        return;
    };
    let path = socket.value();
    let same = |(key, other): &&(&str, LitStr)| *key != "socket" && *key != "dir" && other.value() == path;
    if path.starts_with('/') && path.len() > LONGEST_SOCKET {
        let text = format!(
            "a socket's path has at most {LONGEST_SOCKET} bytes (103 on macOS), and this one has {}; write a shorter one",
            path.len()
        );
        errors.at(socket, text);
    } else if let Some((key, _)) = paths.iter().find(same) {
        let text = format!("`{key}` is the same path; the socket needs one of its own");
        errors.at(socket, text);
    }
}

/// Paths without repetition.
fn distinct(key: &str, args: &Args, errors: &mut Errors) -> Vec<Path> {
    let paths = args.paths(key, errors);
    let names: Vec<_> = paths.iter().map(tokens::as_text).collect();
    for (position, (path, name)) in paths.iter().zip(&names).enumerate() {
        if names[..position].contains(name) {
            errors.at(path, format!("`{name}` is listed twice; remove one of the two"));
        }
    }
    paths
}

fn flavor(args: &Args, errors: &mut Errors) -> Option<Flavor> {
    // More are a slip, and tokio would refuse them when the daemon starts.
    let worker_threads = value::count(args, "worker_threads", 32_767, "worker threads", errors);
    if !is_current_thread(args, errors)? {
        return Some(Flavor::MultiThread { worker_threads });
    }
    if let Some(arg) = args.get("worker_threads") {
        let text = "a `current_thread` runtime has no worker threads; remove this or write `runtime = \"multi_thread\"`";
        errors.at(arg, text);
    }
    Some(Flavor::CurrentThread)
}

fn is_current_thread(args: &Args, errors: &mut Errors) -> Option<bool> {
    if args.get("runtime").is_none() {
        return Some(false);
    }
    Some(value::word(args, "runtime", &[CURRENT_THREAD, MULTI_THREAD], errors)? == 0)
}
