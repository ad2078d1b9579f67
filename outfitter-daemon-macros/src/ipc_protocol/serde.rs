//! The `#[serde(..)]` attributes of the user: which would break the wire form, and which are copied to the structs.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, ExprLit, Lit, LitStr, Meta, Token};

use crate::shared::errors::Errors;
use crate::shared::suggest;
use crate::shared::tokens;

/// One `key` or `key = value` of a `#[serde(..)]`.
pub(super) struct Entry {
    pub(super) meta: Meta,
}

impl Entry {
    pub(super) fn is(&self, name: &str) -> bool {
        self.meta.path().is_ident(name)
    }

    /// The name as it was written, for messages.
    pub(super) fn name(&self) -> String {
        tokens::as_text(self.meta.path())
    }

    /// What is said of the key, or the key if that is all.
    pub(super) fn value(&self) -> TokenStream {
        match &self.meta {
            Meta::Path(path) => path.to_token_stream(),
            Meta::List(list) => list.tokens.clone(),
            Meta::NameValue(pair) => pair.value.to_token_stream(),
        }
    }

    /// The text after `=`.
    pub(super) fn text(&self) -> Option<&LitStr> {
        let Meta::NameValue(pair) = &self.meta else {
            return None;
        };
        let Expr::Lit(ExprLit {
            lit: Lit::Str(text), ..
        }) = &pair.value
        else {
            return None;
        };
        Some(text)
    }
}

/// Everything that `#[serde(..)]` says among `attrs`; what cannot be read has been reported.
pub(super) fn entries(attrs: &[Attribute]) -> Vec<Entry> {
    let lists = attrs.iter().filter(|attr| attr.path().is_ident("serde"));
    let parsed = lists.filter_map(|attr| {
        attr.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated)
            .ok()
    });
    parsed.flatten().map(|meta| Entry { meta }).collect()
}

/// Reports what cannot stand on the enum, and gives what its structs need of the rest.
pub(super) fn check_enum(attrs: &[Attribute], errors: &mut Errors) -> Option<LitStr> {
    let mut rename_fields = None;
    check_readable(attrs, errors);
    for entry in entries(attrs) {
        let name = entry.name();
        let why = match name.as_str() {
            "rename_all_fields" => {
                rename_fields = entry.text().cloned();
                match &rename_fields {
                    Some(rule) => check_rule(rule, errors),
                    None => errors.at(
                        &entry.meta,
                        "expected one rule for both directions, as in `rename_all_fields = \"camelCase\"`",
                    ),
                }
                continue;
            }
            "deny_unknown_fields" => "it would refuse the member `type`, which names the request",
            "tag" | "content" | "untagged" => "a request is always an object whose `type` names it",
            "rename_all" => {
                "the names of requests are in snake case; rename one with `#[serde(rename = \"..\")]`"
            }
            "crate" => "write `crate = path` in `#[ipc_protocol(..)]`",
            _ => "`#[ipc_protocol]` decides how requests are written",
        };
        if suggest::closest(&name, ["rename_all_fields"]).is_some() {
            let text = format!("serde knows no `{name}`; did you mean `rename_all_fields`?");
            errors.at(entry.meta.path(), text);
            continue;
        }
        errors.at(&entry.meta, format!("remove `{name}`: {why}"));
    }
    rename_fields
}

/// Reports keys that are given twice, of which serde takes one; each direction may have its own.
pub(super) fn check_once(attrs: &[Attribute], errors: &mut Errors) {
    let entries = entries(attrs);
    for (position, entry) in entries.iter().enumerate() {
        let name = entry.name();
        let same = |earlier: &Entry| earlier.is(&name) && !matches!(earlier.meta, Meta::List(_));
        if name != "alias" && entries[..position].iter().any(same) {
            errors.at(
                entry.meta.path(),
                format!("`{name}` is given twice; remove one of the two"),
            );
        }
    }
}

pub(super) fn check_readable(attrs: &[Attribute], errors: &mut Errors) {
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("serde")) {
        if attr
            .parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated)
            .is_err()
        {
            errors.at(
                attr,
                "expected what serde understands, as in `#[serde(default, rename = \"name\")]`",
            );
        }
    }
}

/// How serde can change the case of names.
const RULES: [&str; 8] = [
    "lowercase",
    "UPPERCASE",
    "PascalCase",
    "camelCase",
    "snake_case",
    "SCREAMING_SNAKE_CASE",
    "kebab-case",
    "SCREAMING-KEBAB-CASE",
];

fn check_rule(rule: &LitStr, errors: &mut Errors) {
    let text = rule.value();
    if !RULES.contains(&text.as_str()) {
        let meant = suggest::meant(&text, RULES);
        errors.at(
            rule,
            format!(
                "serde knows no such rule{meant} (known: {})",
                suggest::list(RULES)
            ),
        );
    }
}

/// What serde is told about one request.
#[derive(Default)]
pub(super) struct OfVariant {
    pub(super) rename: Option<LitStr>,
    pub(super) rename_fields: Option<LitStr>,
}

pub(super) fn check_variant(attrs: &[Attribute], errors: &mut Errors) -> OfVariant {
    let mut found = OfVariant::default();
    check_readable(attrs, errors);
    check_once(attrs, errors);
    for entry in entries(attrs) {
        match (entry.name().as_str(), entry.text()) {
            ("rename", Some(text)) => found.rename = Some(text.clone()),
            ("rename_all", Some(text)) => {
                check_rule(text, errors);
                found.rename_fields = Some(text.clone());
            }
            ("rename" | "rename_all", None) => {
                errors.at(
                    &entry.meta,
                    "expected one name for both directions, as in `rename = \"add\"`",
                );
            }
            (name, _) => {
                let text = format!(
                    "remove `{name}`: on a request, `#[serde(..)]` can say `rename` and `rename_all`"
                );
                errors.at(&entry.meta, text);
            }
        }
    }
    found
}

/// The `#[serde(..)]` of a field, for the struct in the module: paths in it must lead to the same places from there.
pub(super) fn inside(attr: &Attribute, hidden: &impl Fn(&str) -> bool) -> TokenStream {
    let Ok(entries) = attr.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated) else {
        return attr.to_token_stream();
    };
    let entries = entries.into_iter().map(|meta| {
        let entry = Entry { meta };
        let moved = entry
            .text()
            .filter(|_| names_a_path(&entry))
            .and_then(|text| moved(text, hidden));
        match moved {
            Some(text) => {
                let key = entry.meta.path();
                quote!(#key = #text)
            }
            None => entry.meta.to_token_stream(),
        }
    });
    quote!(#[serde(#(#entries),*)])
}

fn names_a_path(entry: &Entry) -> bool {
    const KEYS: [&str; 5] = [
        "default",
        "with",
        "serialize_with",
        "deserialize_with",
        "skip_serializing_if",
    ];
    KEYS.iter().any(|key| entry.is(key))
}

/// The path as it is written one module deeper, if that is another.
fn moved(text: &LitStr, hidden: &impl Fn(&str) -> bool) -> Option<LitStr> {
    let path = text.value();
    let first = path.split("::").next().unwrap_or_default().trim();
    let moved = match first {
        "self" => path.replacen("self", "super", 1),
        "super" => format!("super::{path}"),
        first if hidden(first) => format!("super::{path}"),
        _ => return None,
    };
    Some(LitStr::new(&moved, text.span()))
}
