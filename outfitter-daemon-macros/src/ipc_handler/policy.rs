//! The rules that a handler's arguments make: how many calls at once, in what order, for whom.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use syn::{Lit, LitStr};

use crate::shared::arg::Arg;
use crate::shared::args::Args;
use crate::shared::errors::Errors;
use crate::shared::value::{self, Users};

/// More than the server has room for would not limit anything.
const MOST: u32 = 1_000_000;

pub(super) struct Policy {
    pub(super) blocking: bool,
    max_in_flight: Option<u32>,
    serial: bool,
    never_cancelled: bool,
    allow: Option<Allow>,
}

enum Allow {
    SameUser,
    Root,
    Any,
    Users(Vec<u32>),
}

const WHO: [&str; 3] = ["same_user", "root", "any"];

impl Policy {
    pub(super) fn read(args: &Args, blocking: bool, errors: &mut Errors) -> Self {
        let what = "requests at once";
        Self {
            blocking,
            max_in_flight: value::count(args, "max_in_flight", MOST, what, errors),
            serial: value::word(args, "concurrency", &["parallel", "serial"], errors) == Some(1),
            never_cancelled: value::word(args, "cancel", &["with_client", "never"], errors) == Some(1),
            allow: args.get("allow").and_then(|arg| allow(arg, errors)),
        }
    }

    /// Reports what the handler of a stream cannot have.
    ///
    /// A stream that is not seen to be one here is refused by the runtime, in a constant.
    pub(super) fn check_stream(&self, args: &Args, errors: &mut Errors) {
        if let Some(arg) = args.get("blocking").filter(|_| self.blocking) {
            errors.at(
                &arg.key,
                "the handler of a stream cannot be `blocking`; make it `async`, and call \
                 `tokio::task::spawn_blocking` in it for what blocks",
            );
        }
        if let Some(arg) = args.get("cancel").filter(|_| self.never_cancelled) {
            errors.at(
                arg,
                "the handler of a stream ends with its client, who alone takes the items; remove `cancel = \"never\"`",
            );
        }
    }

    /// The calls that set what differs from the default.
    pub(super) fn expand(&self) -> TokenStream {
        let Self {
            blocking,
            max_in_flight,
            serial,
            never_cancelled,
            allow,
        } = self;
        let max_in_flight = max_in_flight.map(|calls| {
            let calls = Literal::u32_unsuffixed(calls);
            quote!(.max_in_flight(#calls))
        });
        let serial = serial.then(|| quote!(.serial()));
        let blocking = blocking.then(|| quote!(.blocking()));
        let never_cancelled = never_cancelled.then(|| quote!(.never_cancelled()));
        let allow = allow.as_ref().map(Allow::expand);
        quote!(#max_in_flight #serial #blocking #never_cancelled #allow)
    }
}

impl Allow {
    fn expand(&self) -> TokenStream {
        let who = match self {
            Self::SameUser => quote!(SameUser),
            Self::Root => quote!(Root),
            Self::Any => quote!(Any),
            Self::Users(users) => {
                let users = users.iter().map(|uid| Literal::u32_unsuffixed(*uid));
                quote!(Users(&[#(#users),*]))
            }
        };
        quote!(.allow(__daemon::Allow::#who))
    }
}

/// One of the words, a user's id, or several ids in brackets.
fn allow(arg: &Arg, errors: &mut Errors) -> Option<Allow> {
    if let Ok(Lit::Str(word)) = arg.value::<Lit>("") {
        let written = word.value();
        return match written.as_str() {
            "same_user" => Some(Allow::SameUser),
            "root" => Some(Allow::Root),
            "any" => Some(Allow::Any),
            _ => {
                let expected = value::expected(&WHO, &written);
                errors.at(
                    &word,
                    format!("{expected} (certain users by their ids, as in `allow = [1000, 1001]`)"),
                );
                None
            }
        };
    }
    if let Some(word) = arg.word().filter(|word| WHO.contains(&word.as_str())) {
        errors.at(arg, format!("expected text in quotes; write `\"{word}\"`"));
        return None;
    }
    if refuse_words(arg, errors) {
        return None;
    }
    let users = Users::read(arg, "`\"same_user\"`, `\"root\"`, `\"any\"` or user ids", errors);
    Some(Allow::Users(users.0))
}

/// Reports words among the ids of a list; one that stands alone is refused as such.
fn refuse_words(arg: &Arg, errors: &mut Errors) -> bool {
    if arg.word().is_some() {
        return false;
    }
    let mut found = false;
    for element in arg.elements() {
        let quoted = element.value::<LitStr>("").ok().map(|text| text.value());
        let Some(word) = quoted.or_else(|| element.word()) else {
            continue;
        };
        let mend = if word == "root" {
            "write `0` for root"
        } else {
            "write numbers, as in `allow = [1000, 1001]`"
        };
        errors.at(&element, format!("expected user ids in the brackets; {mend}"));
        found = true;
    }
    found
}
