//! Numbers with a unit, written as text: what durations and sizes have in common.

use quote::ToTokens;
use syn::{Lit, LitStr};

use super::arg::Arg;

/// A kind of quantity, and what is said of one that is wrong.
pub(super) struct Quantity {
    /// `"a duration"`.
    pub(super) what: &'static str,
    /// Some that are right, as they stand in a message.
    pub(super) examples: &'static str,
    /// Each unit with how many of the smallest it is.
    pub(super) units: &'static [(&'static str, u64)],
    pub(super) largest: u64,
    /// What zero is not, and what is more than the largest is not.
    pub(super) more_than_zero: &'static str,
    pub(super) at_most: &'static str,
    /// What somebody who wrote something else most likely meant.
    pub(super) guess: fn(&str) -> Option<String>,
}

impl Quantity {
    /// The value of `arg`, in the smallest unit.
    pub(super) fn of(&self, arg: &Arg) -> syn::Result<u64> {
        let expected = format!("{} in quotes", self.what);
        match arg.value::<Lit>(&expected) {
            Ok(Lit::Str(text)) => self.read(&text),
            Ok(number @ (Lit::Int(_) | Lit::Float(_))) => {
                let meant = (self.guess)(&number.to_token_stream().to_string());
                let mend = meant.map_or(String::new(), |meant| format!("; write `\"{meant}\"`"));
                Err(syn::Error::new_spanned(arg, format!("expected {expected}{mend}")))
            }
            // Once more as text, for the message.
            _ => arg.value::<LitStr>(&expected).and_then(|text| self.read(&text)),
        }
    }

    fn read(&self, literal: &LitStr) -> syn::Result<u64> {
        let text = literal.value();
        let refuse = |limit: &str| {
            let message = format!("expected {} {limit}", self.what);
            Err(syn::Error::new_spanned(literal, message))
        };
        match self.exact(&text) {
            None => {
                let meant = (self.guess)(&text)
                    .map_or(String::new(), |meant| format!("; did you mean `\"{meant}\"`?"));
                refuse(&format!("such as {}{meant}", self.examples))
            }
            Some(0) => refuse(self.more_than_zero),
            Some(amount) if amount > self.largest => refuse(self.at_most),
            Some(amount) => Ok(amount),
        }
    }

    /// Digits and a unit, and nothing else.
    pub(super) fn exact(&self, text: &str) -> Option<u64> {
        let unit_at = text.find(|letter: char| !letter.is_ascii_digit())?;
        let (number, unit) = text.split_at(unit_at);
        let (_, factor) = self.units.iter().find(|(name, _)| *name == unit)?;
        // Too many digits for a `u64` are too much all the same.
        (!number.is_empty()).then(|| number.parse::<u64>().unwrap_or(u64::MAX).saturating_mul(*factor))
    }
}
