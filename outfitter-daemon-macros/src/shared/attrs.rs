//! Attributes that the user wrote on the item: which must be copied to generated items, and what they say.

use syn::{Attribute, Expr, ExprLit, Lit, Meta, parse_quote};

/// The conditions, `#[cfg(..)]`: what is generated must exist exactly when the user's item does.
pub(crate) fn cfgs(attrs: &[Attribute]) -> Vec<Attribute> {
    with_names(attrs, &["cfg"])
}

/// What generated code beside an item needs: to exist when the item does, the same lints allowed, and leave to use
/// the item when it is deprecated. Before a macro only the conditions can stand: there the compiler says of the rest that
/// it is unused.
pub(crate) fn beside(attrs: &[Attribute]) -> Vec<Attribute> {
    let mut beside = with_names(attrs, &["cfg", "allow"]);
    if attrs.iter().any(|attr| attr.path().is_ident("deprecated")) {
        beside.push(parse_quote!(#[allow(deprecated, reason = "generated beside what is deprecated")]));
    }
    beside
}

/// The attributes with one of these names.
pub(crate) fn with_names(attrs: &[Attribute], names: &[&str]) -> Vec<Attribute> {
    attrs
        .iter()
        .filter(|attr| names.iter().any(|name| attr.path().is_ident(name)))
        .cloned()
        .collect()
}

/// The name of an attribute without the path before it: `ipc_handler` of `#[outfitter_daemon::ipc_handler]`.
pub(crate) fn last_name(attr: &Attribute) -> String {
    attr.path()
        .segments
        .last()
        .map(|segment| segment.ident.to_string())
        .unwrap_or_default()
}

/// The doc comment, line by line, without the space that follows `///`.
pub(crate) fn doc_text(attrs: &[Attribute]) -> String {
    let lines = attrs
        .iter()
        .filter(|attr| attr.path().is_ident("doc"))
        .filter_map(|attr| match &attr.meta {
            Meta::NameValue(pair) => match &pair.value {
                Expr::Lit(ExprLit {
                    lit: Lit::Str(text), ..
                }) => Some(text.value()),
                _ => None,
            },
            _ => None,
        });
    let lines: Vec<String> = lines
        .map(|line| line.strip_prefix(' ').unwrap_or(&line).trim_end().to_owned())
        .collect();
    lines.join("\n").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    #[test]
    fn joins_doc_lines() {
        let attrs: Vec<syn::Attribute> = vec![
            parse_quote!(#[doc = " Adds two numbers."]),
            parse_quote!(#[doc(hidden)]),
            parse_quote!(#[doc = ""]),
            parse_quote!(#[doc = "   indented"]),
        ];
        assert_eq!(super::doc_text(&attrs), "Adds two numbers.\n\n  indented");
    }
}
