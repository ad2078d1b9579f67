//! What was written → what it means: what a request is answered with.

use proc_macro2::TokenStream;
use syn::Variant;

use super::field;
use super::request::Protocol;
use crate::shared::args::Args;
use crate::shared::errors::Errors;
use crate::shared::tokens;
use crate::shared::types;

pub(super) enum Reply {
    Once(TokenStream),
    Stream(TokenStream),
    /// Not at all.
    Oneway,
}

/// How a request is answered.
pub(super) fn check(
    variant: &Variant,
    args: &Args,
    protocol: &Protocol<'_>,
    errors: &mut Errors,
) -> Option<Reply> {
    if protocol.has_response {
        for key in ["returns", "stream", "oneway", "error"] {
            if let Some(arg) = args.get(key) {
                let text = format!("remove `{key}`: `response = ..` says what every request answers");
                errors.at(&arg.key, text);
            }
        }
        return protocol
            .response
            .map(|ty| Reply::Once(tokens::without_self(ty, protocol.name)));
    }
    if contradicts(args, errors) {
        return None;
    }
    if args.get("stream").is_some() {
        return owned("stream", args, protocol, errors).map(Reply::Stream);
    }
    if args.get("returns").is_some() {
        return returned(args, protocol, errors).map(Reply::Once);
    }
    if args.get("oneway").is_some() && args.flag("oneway", errors) {
        return Some(Reply::Oneway);
    }
    if args.can_miss() && protocol.is_sure {
        let ident = &variant.ident;
        let text = format!(
            "`{ident}` does not say what it answers; add `#[ipc(returns = T)]` (`()` for nothing), \
             `#[ipc(stream = T)]` or `#[ipc(oneway)]`"
        );
        errors.at(ident, text);
    }
    None
}

/// The type of the reply, which is not what the handler returns.
fn returned(args: &Args, protocol: &Protocol<'_>, errors: &mut Errors) -> Option<TokenStream> {
    let ty = owned("returns", args, protocol, errors)?;
    let Some([reply, error]) = types::result(&ty) else {
        return Some(ty);
    };
    let error = if args.get("error").is_some() {
        String::new()
    } else {
        format!(", error = {error}")
    };
    let text = format!(
        "an error is not part of the reply; write `returns = {reply}{error}`, and the handler returns the `Result` \
         (an answer that is a `Result` by itself needs a name of its own, by `type`)"
    );
    errors.at(&ty, text);
    None
}

/// A type that the client makes from a line that is gone when it has it.
pub(super) fn owned(
    key: &str,
    args: &Args,
    protocol: &Protocol<'_>,
    errors: &mut Errors,
) -> Option<TokenStream> {
    let ty = args.ty(key, errors)?;
    if let Some(borrow) = tokens::find_reference(&ty) {
        let instead = field::owned(&ty).map_or(String::new(), |owned| format!(", as in `{key} = {owned}`"));
        errors.at(
            borrow,
            format!("an answer is owned by who gets it; write a type without `&`{instead}"),
        );
        return None;
    }
    if let Some((place, text)) = types::unsendable(&ty).filter(|_| !protocol.is_generic) {
        errors.at(place, text);
        return None;
    }
    Some(tokens::without_self(ty, protocol.name))
}

/// Reports arguments of which only one can be meant.
fn contradicts(args: &Args, errors: &mut Errors) -> bool {
    let pairs = [
        (
            "returns",
            "stream",
            "a request answers once (`returns`) or with many items (`stream`), not both; remove one of the two",
        ),
        (
            "returns",
            "oneway",
            "a `oneway` request has no answer; remove `oneway` or `returns`",
        ),
        (
            "stream",
            "oneway",
            "a `oneway` request has no answer; remove `oneway` or `stream`",
        ),
        (
            "error",
            "oneway",
            "nobody hears of the error of a `oneway` request; remove `error`: \
             its handler may return any error, which the daemon logs",
        ),
    ];
    let mut found = false;
    for (one, other, text) in pairs {
        if args.get(one).is_some() && args.get(other).is_some() {
            errors.at(args.later(one, other), text);
            found = true;
        }
    }
    found
}
