//! By which name a program knows the runtime, as far as the compiler was told.
//!
//! Only for messages: who renamed the dependency would otherwise be told several times that there is no
//! `outfitter_daemon`, and nowhere what to do. Whatever is not known for sure counts as no reason to say anything.

use std::path::Path;

use proc_macro2::{Ident, Span};

const NAME: &str = "outfitter_daemon";

/// The other name of the runtime, if that is the only one it has.
pub(crate) fn other_name() -> Option<Ident> {
    if !proc_macro::is_available() {
        return None;
    }
    let arguments: Vec<String> = std::env::args_os()
        .map(|argument| argument.to_string_lossy().into_owned())
        .collect();
    let name = renamed(&arguments)?;
    if declares_crates(&arguments) {
        return None;
    }
    let name = syn::parse_str::<Ident>(name).ok()?;
    Some(Ident::new(&name.to_string(), Span::mixed_site()))
}

/// What `--extern name=liboutfitter_daemon-...` says, if none is for our own name.
fn renamed(arguments: &[String]) -> Option<&str> {
    let behind = arguments.windows(2).filter_map(|pair| match pair {
        [flag, value] if flag == "--extern" => Some(value.as_str()),
        _ => None,
    });
    let within = arguments
        .iter()
        .filter_map(|argument| argument.strip_prefix("--extern="));
    let mut other = None;
    for given in behind.chain(within) {
        let (name, file) = given.split_once('=').unwrap_or((given, ""));
        let name = name.rsplit(':').next().unwrap_or(name);
        if name == NAME {
            return None;
        }
        if is_ours(file) {
            other = Some(name);
        }
    }
    other
}

/// Whether this is the runtime's file, with whatever Cargo adds to its name.
fn is_ours(file: &str) -> bool {
    let file = Path::new(file).file_name().map(|file| file.to_string_lossy());
    let rest = file
        .as_ref()
        .and_then(|file| file.strip_prefix("lib"))
        .and_then(|file| file.strip_prefix(NAME));
    rest.is_some_and(|rest| rest.starts_with(['-', '.']))
}

/// Whether the program may have given the runtime its own name back, by `extern crate .. as ..` in its first file.
fn declares_crates(arguments: &[String]) -> bool {
    let is_source = |argument: &&String| Path::new(argument).extension().is_some_and(|end| end == "rs");
    let source = arguments
        .iter()
        .skip(1)
        .find(is_source)
        .map(std::fs::read_to_string);
    !matches!(source, Some(Ok(text)) if !text.contains("extern crate"))
}

#[cfg(test)]
mod tests {
    use super::renamed;

    fn found(arguments: &[&str]) -> Option<String> {
        let arguments: Vec<String> = arguments.iter().map(|&argument| argument.to_owned()).collect();
        renamed(&arguments).map(ToOwned::to_owned)
    }

    #[test]
    fn finds_another_name() {
        let file = "daemons=/target/debug/deps/liboutfitter_daemon-0a1b.rmeta";
        assert_eq!(found(&["rustc", "--extern", file]).as_deref(), Some("daemons"));
        let with_options = format!("--extern=priv:{file}");
        assert_eq!(found(&["rustc", &with_options]).as_deref(), Some("daemons"));
    }

    #[test]
    fn says_nothing_if_its_own_name_is_there_too() {
        let [own, other] = [
            "outfitter_daemon=liboutfitter_daemon-0.rlib",
            "daemons=liboutfitter_daemon-1.rlib",
        ];
        assert_eq!(found(&["rustc", "--extern", other, "--extern", own]), None);
        assert_eq!(found(&["rustc", "--extern", "outfitter_daemon"]), None);
    }

    #[test]
    fn says_nothing_of_other_crates() {
        for other in [
            "serde=libserde-0.rlib",
            "macros=liboutfitter_daemon_macros-0.so",
            "daemons",
        ] {
            assert_eq!(found(&["rustc", "--extern", other]), None, "{other}");
        }
        assert_eq!(found(&["rustc", "@arguments"]), None);
    }
}
