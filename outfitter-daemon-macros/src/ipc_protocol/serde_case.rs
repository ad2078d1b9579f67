//! How serde's rules of case change the names of fields, to the letter: names that meet must meet here too.

use proc_macro2::Ident;
use syn::ext::IdentExt;

use crate::shared::name;

/// A rule as `rename_all` and `rename_all_fields` name it; an unknown or empty one changes nothing.
#[derive(Clone, Copy)]
pub(super) struct Case<'a>(pub(super) &'a str);

impl Case<'_> {
    /// What a field called `ident` is called on the wire, unless it is renamed by itself.
    pub(super) fn of(self, ident: &Ident) -> String {
        let name = ident.unraw().to_string();
        match self.0 {
            "UPPERCASE" | "SCREAMING_SNAKE_CASE" => name.to_ascii_uppercase(),
            "PascalCase" => name::camel_case(ident),
            "camelCase" => {
                let mut pascal = name::camel_case(ident);
                if let Some(first) = pascal.get_mut(..1) {
                    first.make_ascii_lowercase();
                }
                pascal
            }
            "kebab-case" => name.replace('_', "-"),
            "SCREAMING-KEBAB-CASE" => name.to_ascii_uppercase().replace('_', "-"),
            // Names of fields are thought to be in this case already.
            _ => name,
        }
    }
}

#[cfg(test)]
mod tests {
    use quote::format_ident;

    use super::Case;

    #[test]
    fn follows_serde() {
        let called = |rule, name: &str| Case(rule).of(&format_ident!("{name}"));
        assert_eq!(called("camelCase", "grace_ms"), "graceMs");
        assert_eq!(called("camelCase", "Type"), "type");
        assert_eq!(called("camelCase", "_type"), "type");
        assert_eq!(called("camelCase", "__"), "");
        assert_eq!(called("PascalCase", "grace_ms"), "GraceMs");
        assert_eq!(called("UPPERCASE", "grace_ms"), "GRACE_MS");
        assert_eq!(called("kebab-case", "grace_ms"), "grace-ms");
        assert_eq!(called("SCREAMING-KEBAB-CASE", "grace_ms"), "GRACE-MS");
        assert_eq!(called("lowercase", "Type"), "Type");
        assert_eq!(called("", "r#type"), "type");
    }
}
