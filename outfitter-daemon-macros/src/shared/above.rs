//! Where an attribute of ours stands, and what is derived above it.
//!
//! The compiler has expanded it and taken it away before the attribute is asked. So it is looked up in the file where
//! the attribute stands, for a message; of what cannot be found there, the compiler says what it says.

use proc_macro2::{Ident, Span};

/// Where the attribute on the item `name` stands, as if written there: the compiler then says nothing of an expansion.
pub(crate) fn attribute(name: &Ident) -> Span {
    Span::call_site().resolved_at(name.span())
}

/// Which of serde's traits are derived above the attribute.
pub(crate) fn derived_of_serde() -> Vec<String> {
    let mut derived = text_above().map(|text| derived_in(&text)).unwrap_or_default();
    derived.retain(|name| matches!(name.as_str(), "Serialize" | "Deserialize"));
    derived
}

/// The file up to the attribute.
fn text_above() -> Option<String> {
    if !proc_macro::is_available() {
        return None;
    }
    let attribute = Span::call_site().unwrap();
    let mut text = std::fs::read_to_string(attribute.local_file()?).ok()?;
    let line: usize = text
        .split_inclusive('\n')
        .take(attribute.line().checked_sub(1)?)
        .map(str::len)
        .sum();
    let end = line + attribute.column().checked_sub(1)?;
    // Not so where a macro wrote it, or the file is another by now.
    if !text.get(end..)?.starts_with("#[") {
        return None;
    }
    text.truncate(end);
    Some(text)
}

/// What the attributes derive (without the paths before it) with which `text` ends; comments may stand between them.
fn derived_in(text: &str) -> Vec<String> {
    let mut derived = Vec::new();
    let mut rest = text.trim_end();
    loop {
        let line = rest.lines().next_back().unwrap_or_default();
        if line.trim_start().starts_with("//") {
            rest = rest.strip_suffix(line).unwrap_or_default().trim_end();
        } else if let Some((before, attribute)) = last_attribute(rest) {
            let names = attribute
                .trim()
                .strip_prefix("derive")
                .and_then(|list| list.trim().strip_prefix('(')?.strip_suffix(')'));
            let names = names.into_iter().flat_map(|names| names.split(','));
            derived.extend(names.filter_map(|name| Some(name.rsplit("::").next()?.trim().to_owned())));
            rest = before;
        } else {
            return derived;
        }
    }
}

/// What stands before the attribute with which `text` ends, and what is in its brackets.
fn last_attribute(text: &str) -> Option<(&str, &str)> {
    let text = text.strip_suffix(']')?;
    let mut open = 1;
    let begin = text.rfind(|sign| {
        open += i32::from(sign == ']') - i32::from(sign == '[');
        open == 0
    })?;
    let before = text[..begin].trim_end().strip_suffix('#')?;
    Some((before.trim_end(), &text[begin + 1..]))
}

#[cfg(test)]
mod tests {
    use super::derived_in;

    #[test]
    fn finds_what_is_derived() {
        let text = "struct A([u8; 4]);\n\n#[derive(Clone, serde::Serialize)]\n// why\n#[allow(a)]\n#[derive(\n    Deserialize\n)]\n";
        assert_eq!(derived_in(text), ["Deserialize", "Clone", "Serialize"]);
    }

    #[test]
    fn finds_nothing_of_another_item() {
        for text in [
            "",
            "#[derive(Serialize)]\nstruct A;\n",
            "#[derive(Serialize)]\nstruct A([u8; 4])",
            "// #[derive(Serialize)]\n",
            "/* #[derive(Serialize)] */",
            "#[doc = \"]\"]",
            "]",
        ] {
            assert_eq!(derived_in(text), [""; 0], "{text}");
        }
    }
}
