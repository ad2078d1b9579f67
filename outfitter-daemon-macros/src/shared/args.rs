//! The arguments of an attribute: `key` and `key = value`, separated by commas.
//!
//! Reading never gives up: what is wrong is reported and the rest is read on. An attribute declares its keys in
//! one table of [`Key`]s; a new argument is one more row there and one more line in that attribute's `model.rs`.

use proc_macro2::{Ident, TokenStream};
use syn::parse::ParseStream;
use syn::{LitBool, LitInt, LitStr, Path, Type};

use super::arg::{Arg, Key, TEXT, split};
use super::elsewhere;
use super::errors::Errors;
use super::function;
use super::slips;
use super::suggest;
use super::value;

/// The arguments as written.
pub(crate) struct Args {
    keys: &'static [Key],
    list: Vec<Arg>,
    /// Whether something could not be read.
    broken: bool,
}

impl Args {
    pub(crate) fn new(keys: &'static [Key]) -> Self {
        Self {
            keys,
            list: Vec::new(),
            broken: false,
        }
    }

    pub(crate) fn read(keys: &'static [Key], tokens: TokenStream, errors: &mut Errors) -> Self {
        Self::read_unless(|_| None, keys, tokens, errors)
    }

    /// The same; `odd` says what is wrong with a piece that this attribute is given in place of an argument.
    pub(crate) fn read_unless(
        odd: fn(&TokenStream) -> Option<String>,
        keys: &'static [Key],
        tokens: TokenStream,
        errors: &mut Errors,
    ) -> Self {
        let mut args = Self::new(keys);
        args.add(odd, tokens, errors);
        args
    }

    /// Reads `tokens` and adds the arguments found to those read before.
    pub(crate) fn add(
        &mut self,
        odd: fn(&TokenStream) -> Option<String>,
        tokens: TokenStream,
        errors: &mut Errors,
    ) {
        for piece in split(tokens) {
            let whole: TokenStream = piece.iter().cloned().collect();
            let read = match odd(&whole) {
                Some(text) => Err(syn::Error::new_spanned(whole, text)),
                None => Arg::read(piece, self.keys),
            };
            match read {
                Ok(arg) if arg.is_text_in_single_quotes() => {}
                Ok(arg) => self.list.push(arg),
                Err(error) => self.refuse(error, errors),
            }
        }
    }

    /// Whether there is an argument of this name, known or not.
    pub(crate) fn mentions(&self, key: &str) -> bool {
        self.list.iter().any(|arg| arg.key == key)
    }

    /// Whether an argument that nobody knows is most likely this one, which is said of it.
    pub(crate) fn means(&self, key: &str) -> bool {
        let known = || self.keys.iter().map(|key| key.name);
        let mut unknown = self.list.iter().filter(|arg| !self.knows(&arg.key));
        unknown.any(|arg| suggest::closest(&arg.key.to_string(), known()) == Some(key))
    }

    /// Whether an argument that this attribute does not know belongs to another.
    pub(crate) fn is_of_another(&self) -> bool {
        let mut unknown = self.list.iter().filter(|arg| !self.knows(&arg.key));
        unknown.any(|arg| elsewhere::belongs(&arg.key.to_string()).is_some())
    }

    /// Whether something could not be read.
    pub(crate) fn is_broken(&self) -> bool {
        self.broken
    }

    /// Reports something that cannot be read.
    pub(crate) fn refuse(&mut self, error: syn::Error, errors: &mut Errors) {
        self.broken = true;
        errors.add(error);
    }

    /// Whether a missing key is really missing, and not one that was misspelt.
    pub(crate) fn can_miss(&self) -> bool {
        !self.broken && self.list.iter().all(|arg| self.knows(&arg.key))
    }

    fn knows(&self, key: &Ident) -> bool {
        self.keys.iter().any(|known| key == known.name)
    }

    /// Reports keys that nobody knows, and keys given twice.
    pub(crate) fn check(&self, errors: &mut Errors) {
        let known = || self.keys.iter().map(|key| key.name);
        for (position, Arg { key, .. }) in self.list.iter().enumerate() {
            if !self.knows(key) {
                let written = key.to_string();
                let meant = suggest::meant(&written, known());
                let meant = slips::switched_off(&written, self.keys).unwrap_or(meant);
                let rest = match elsewhere::belongs(&written) {
                    _ if !meant.is_empty() => meant,
                    Some(place) => format!("; it belongs to {place}"),
                    None => format!(" (known: {})", suggest::list(known())),
                };
                let text = format!("unknown argument `{key}`{rest}");
                errors.at(key, text);
            } else if self.list[..position].iter().any(|earlier| earlier.key == *key) {
                errors.at(key, format!("`{key}` is given twice; remove one of the two"));
            }
        }
    }

    pub(crate) fn get(&self, key: &str) -> Option<&Arg> {
        debug_assert!(
            self.keys.iter().any(|known| known.name == key),
            "`{key}` is missing from the table"
        );
        self.list.iter().find(|arg| arg.key == key)
    }

    /// The one of two keys that was written second; each must have been given.
    pub(crate) fn later(&self, one: &str, other: &str) -> Option<&Ident> {
        self.list
            .iter()
            .map(|arg| &arg.key)
            .filter(|key| *key == one || *key == other)
            .nth(1)
    }

    pub(crate) fn text(&self, key: &str, errors: &mut Errors) -> Option<LitStr> {
        errors.keep(self.get(key)?.value(TEXT))
    }

    pub(crate) fn integer(&self, key: &str, errors: &mut Errors) -> Option<LitInt> {
        errors.keep(value::whole_number(self.get(key)?, "a whole number"))
    }

    pub(crate) fn ty(&self, key: &str, errors: &mut Errors) -> Option<Type> {
        errors.keep(self.get(key)?.value(slips::TYPE))
    }

    pub(crate) fn path(&self, key: &str, errors: &mut Errors) -> Option<Path> {
        errors.keep(self.get(key)?.value_with("a path", Path::parse_mod_style))
    }

    /// Every value that could be a type, but for those of these keys.
    pub(crate) fn types_except(&self, keys: &[&str]) -> impl Iterator<Item = Type> {
        let given = self
            .list
            .iter()
            .filter(|arg| keys.iter().all(|key| arg.key != key));
        given.filter_map(|arg| arg.value(slips::TYPE).ok())
    }

    /// One path, or several in brackets.
    pub(crate) fn paths(&self, key: &str, errors: &mut Errors) -> Vec<Path> {
        let Some(arg) = self.get(key) else {
            return Vec::new();
        };
        let elements = arg.elements();
        if elements.is_empty() {
            errors.at(arg, "expected at least one path in the brackets");
        }
        let path = |element: &Arg| errors.keep(element.value_with("a path", Path::parse_mod_style));
        elements.iter().filter_map(path).collect()
    }

    /// One name, or several in brackets; each an identifier, or a text where it could not be one.
    pub(crate) fn names(&self, key: &str, errors: &mut Errors) -> Vec<LitStr> {
        let Some(arg) = self.get(key) else {
            return Vec::new();
        };
        let elements = arg.elements();
        if elements.is_empty() {
            errors.at(arg, "expected at least one name in the brackets");
        }
        let name = |element: &Arg| errors.keep(element.value_with("a name", name));
        elements.iter().filter_map(name).collect()
    }

    /// `key` alone, or `key = true` or `key = false`. What cannot be read stands for `true`, so that nothing else is
    /// said of it.
    pub(crate) fn flag(&self, key: &str, errors: &mut Errors) -> bool {
        match self.get(key) {
            Some(arg) if arg.has_value() => errors
                .keep(arg.value::<LitBool>("`true` or `false`"))
                .is_none_or(|value| value.value),
            found => found.is_some(),
        }
    }
}

fn name(input: ParseStream) -> syn::Result<LitStr> {
    if input.peek(LitStr) {
        return input.parse();
    }
    input.parse::<Ident>().map(|ident| function::text(&ident))
}

#[cfg(test)]
mod tests {
    use proc_macro2::TokenStream;
    use quote::quote;

    use super::{Args, Errors, Key};
    use crate::shared::tokens::as_text;

    const KEYS: &[Key] = &[
        Key {
            name: "ty",
            example: "ty = Vec<u8>",
        },
        Key {
            name: "on",
            example: "on",
        },
        Key {
            name: "paths",
            example: "paths = [a, b]",
        },
    ];

    fn messages(tokens: TokenStream) -> Vec<String> {
        let mut errors = Errors::default();
        Args::read(KEYS, tokens, &mut errors).check(&mut errors);
        errors.messages()
    }

    #[test]
    fn reads_each_kind() {
        let mut errors = Errors::default();
        let tokens = quote!(ty = HashMap<(u8, u8), fn(u8) -> Vec<u8>>, on, paths = [a::b, c]);
        let args = Args::read(KEYS, tokens, &mut errors);
        let ty = as_text(args.ty("ty", &mut errors));
        assert_eq!(ty, "HashMap<(u8,u8),fn(u8)->Vec<u8>>");
        assert!(args.flag("on", &mut errors));
        assert_eq!(args.paths("paths", &mut errors).len(), 2);
        assert_eq!(errors.messages(), [""; 0]);
    }

    #[test]
    fn flags_can_be_off() {
        let mut errors = Errors::default();
        assert!(!Args::read(KEYS, quote!(on = false), &mut errors).flag("on", &mut errors));
        assert!(!Args::read(KEYS, quote!(), &mut errors).flag("on", &mut errors));
        assert!(Args::read(KEYS, quote!(on = 1), &mut errors).flag("on", &mut errors));
        assert_eq!(errors.messages(), ["expected `true` or `false`, or `on` alone"]);
    }

    #[test]
    fn reads_on_after_a_mistake() {
        assert_eq!(messages(quote!(ty = u8, on,)), [""; 0]);
        assert_eq!(
            messages(quote!(, ty = u8,, tx = u8, on, on, 5)),
            [
                "expected an argument before this `,`",
                "expected an argument before this `,`",
                "expected an argument as in `ty = Vec<u8>`",
                "unknown argument `tx`; did you mean `ty`?",
                "`on` is given twice; remove one of the two",
            ]
        );
    }
}
