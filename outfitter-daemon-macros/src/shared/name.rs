//! Names of daemons and health checks, and the names that generated items get.

use proc_macro2::{Ident, Span};
use syn::LitStr;
use syn::ext::IdentExt;

const LONGEST: usize = 64;

/// A name that becomes part of paths: portable characters, and neither hidden nor an option.
pub(crate) fn check_daemon(name: &LitStr) -> syn::Result<()> {
    let text = name.value();
    if is_portable(&text) && !text.starts_with(['.', '-']) {
        return Ok(());
    }
    let rule = format!(
        "expected a daemon name of 1 to {LONGEST} letters, digits, `.`, `_` or `-`, not starting with `.` or `-`"
    );
    let suggestion = portable(&text).trim_start_matches(['.', '-']).to_owned();
    refuse(name, &rule, &suggestion)
}

/// A name for reports and logs.
pub(crate) fn check_label(name: &LitStr) -> syn::Result<()> {
    let text = name.value();
    if is_portable(&text) {
        return Ok(());
    }
    let rule = format!("expected a name of 1 to {LONGEST} letters, digits, `.`, `_` or `-`");
    refuse(name, &rule, &portable(&text))
}

fn refuse(name: &LitStr, rule: &str, suggestion: &str) -> syn::Result<()> {
    let suggestion = if suggestion.is_empty() {
        String::new()
    } else {
        format!("; try `\"{suggestion}\"`")
    };
    Err(syn::Error::new_spanned(name, format!("{rule}{suggestion}")))
}

fn is_portable(name: &str) -> bool {
    (1..=LONGEST).contains(&name.len()) && name.chars().all(is_portable_char)
}

fn is_portable_char(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || ".-_".contains(letter)
}

/// The nearest portable name: one `-` for each run of other characters.
fn portable(name: &str) -> String {
    let pieces = name
        .split(|letter| !is_portable_char(letter))
        .filter(|piece| !piece.is_empty());
    let joined = pieces.collect::<Vec<_>>().join("-").to_ascii_lowercase();
    joined.chars().take(LONGEST).collect()
}

/// serde's rule for `rename_all = "snake_case"`, to the letter: the names must agree with what it writes.
pub(crate) fn snake_case(ident: &Ident) -> String {
    let mut snake = String::new();
    for (position, letter) in ident.unraw().to_string().char_indices() {
        if position > 0 && letter.is_uppercase() {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    snake
}

/// The first letter, and every letter after a `_`, in upper case.
pub(crate) fn camel_case(ident: &Ident) -> String {
    let name = ident.unraw().to_string();
    let words = name.split('_').map(|word| {
        let mut letters = word.chars();
        let first = letters.next().map(|letter| letter.to_ascii_uppercase());
        first.into_iter().chain(letters).collect::<String>()
    });
    words.collect()
}

/// An identifier called `name`, raw where it must be; `None` for the few words that cannot be one.
pub(crate) fn identifier(name: &str, span: Span) -> Option<Ident> {
    if matches!(name, "self" | "super" | "crate" | "Self" | "_") {
        return None;
    }
    // A keyword since edition 2024, which syn does not know; raw, it is the same name in every edition.
    let plain = (name != "gen").then(|| syn::parse_str(name).ok()).flatten();
    let mut ident: Ident = plain.or_else(|| syn::parse_str(&format!("r#{name}")).ok())?;
    ident.set_span(span);
    Some(ident)
}

#[cfg(test)]
mod tests {
    use proc_macro2::Span;
    use quote::format_ident;
    use syn::LitStr;

    use super::{camel_case, check_daemon, check_label, identifier, snake_case};

    fn literal(text: &str) -> LitStr {
        LitStr::new(text, Span::call_site())
    }

    #[test]
    fn accepts_portable_names() {
        let long = "a".repeat(64);
        for name in ["a", "my-service", "My.Service_2", "0", &long] {
            assert!(check_daemon(&literal(name)).is_ok(), "{name:?}");
        }
    }

    #[test]
    fn refuses_and_suggests() {
        let suggestion = |name: &str| {
            let text = check_daemon(&literal(name)).unwrap_err().to_string();
            text.split_once("try ").map(|(_, name)| name.to_owned())
        };
        assert_eq!(suggestion("My Daemon").as_deref(), Some("`\"my-daemon\"`"));
        assert_eq!(suggestion("../etc/passwd").as_deref(), Some("`\"etc-passwd\"`"));
        assert_eq!(suggestion("-x").as_deref(), Some("`\"x\"`"));
        assert_eq!(
            suggestion(&"a".repeat(65)),
            Some(format!("`\"{}\"`", "a".repeat(64)))
        );
        assert_eq!(suggestion(""), None);
        assert_eq!(suggestion("…"), None);
    }

    #[test]
    fn labels_may_start_with_anything_portable() {
        assert!(check_label(&literal(".db")).is_ok());
        assert!(check_label(&literal("data base")).is_err());
    }

    #[test]
    fn follows_serde() {
        let snake = |name: &str| snake_case(&format_ident!("{name}"));
        assert_eq!(snake("Status"), "status");
        assert_eq!(snake("GetURL"), "get_u_r_l");
        assert_eq!(snake("already_snake"), "already_snake");
        assert_eq!(snake("r#Type"), "type");
    }

    #[test]
    fn makes_camels() {
        assert_eq!(camel_case(&format_ident!("grace_ms")), "GraceMs");
        assert_eq!(camel_case(&format_ident!("r#fn")), "Fn");
    }

    #[test]
    fn makes_keywords_raw() {
        let ident = |name| identifier(name, Span::call_site()).map(|ident| ident.to_string());
        assert_eq!(ident("add").as_deref(), Some("add"));
        assert_eq!(ident("type").as_deref(), Some("r#type"));
        assert_eq!(ident("gen").as_deref(), Some("r#gen"));
        assert_eq!(ident("super"), None);
    }
}
