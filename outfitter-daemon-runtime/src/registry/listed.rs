//! Handlers that are listed in `#[daemon(handlers = [..])]`: checked while the program is compiled.
//!
//! Only what a function's type says is known then. That a function has its attribute, and that no other handler
//! answers the same request, is checked by [`verify`](super::verify) when the program starts or is tested.

use std::mem::ManuallyDrop;

use super::takes::Takes;
use crate::ipc::{Message, Protocol, RequestInfo};

/// A function that can handle a request.
#[diagnostic::on_unimplemented(
    message = "this function is not an `#[ipc_handler]`",
    label = "takes no request",
    note = "the first argument of a handler is a request that `#[ipc_protocol]` generated, as in `request: request::Status`"
)]
pub trait Handler<Signature> {
    /// The request.
    type Message: Message;
}

#[diagnostic::do_not_recommend]
impl<S, F: Takes<S, First: Message>> Handler<S> for F {
    type Message = F::First;
}

/// What is known of a listed handler.
#[derive(Clone, Copy, Debug)]
pub struct Listed {
    protocol: &'static str,
    requests: &'static [RequestInfo],
    all: &'static [RequestInfo],
}

/// A handler that is listed.
pub const fn listed<F: Handler<S>, S>(handler: F) -> Listed {
    // Dropped, it could not be given to a constant function; asked to be `Copy`, what is no function would lack that too.
    let _ = ManuallyDrop::new(handler);
    Listed {
        protocol: <<F::Message as Message>::Protocol as Protocol>::NAME,
        requests: F::Message::REQUESTS,
        all: <<F::Message as Message>::Protocol as Protocol>::REQUESTS,
    }
}

/// Fails to compile if a handler before this one answers one of its requests, or one that the wire calls the same.
///
/// # Panics
///
/// If there is one.
#[track_caller]
pub const fn listed_once(list: &[Listed], at: usize) {
    let this = list[at];
    let mut request = 0;
    while request < this.requests.len() {
        let (before, _) = list.split_at(at);
        let name = this.requests[request].name;
        if answers(before, this.protocol, name) {
            let text = Text::new("two handlers are listed for `").and(name).and("` of `");
            text.and(last(this.protocol)).and("`; keep one of them").panic();
        }
        if let Some(other) = shares(before, name) {
            let text = Text::new("`").and(name).and("` is a request of both `");
            let text = text.and(last(other)).and("` and `").and(last(this.protocol));
            text.and("`; give one another name with `#[serde(rename = \"..\")]`")
                .panic();
        }
        request += 1;
    }
}

/// Fails to compile if a request has no handler, of those protocols of which one has.
///
/// # Panics
///
/// If there is one.
#[track_caller]
pub const fn listed_all(list: &[Listed]) {
    let mut handler = 0;
    while handler < list.len() {
        complete(list, list[handler].protocol, list[handler].all);
        handler += 1;
    }
}

/// Fails to compile if no request of `P` has a handler; of those that have some, [`listed_all`] speaks.
///
/// # Panics
///
/// If there is one.
#[track_caller]
pub const fn lists<P: Protocol>(list: &[Listed]) {
    let mut handler = 0;
    while handler < list.len() {
        if same(list[handler].protocol, P::NAME) {
            return;
        }
        handler += 1;
    }
    complete(list, P::NAME, P::REQUESTS);
}

#[track_caller]
const fn complete(list: &[Listed], protocol: &'static str, all: &'static [RequestInfo]) {
    let mut text = Text::new("no handler is listed for ");
    let (mut request, mut missing) = (0, 0);
    while request < all.len() {
        if !answers(list, protocol, all[request].name) {
            let before = if missing == 0 { "`" } else { ", `" };
            text = text.and(before).and(all[request].name).and("`");
            missing += 1;
        }
        request += 1;
    }
    if missing > 0 {
        let text = text
            .and(" of `")
            .and(last(protocol))
            .and("`; write an `#[ipc_handler]` for ");
        text.and(if missing == 1 { "it" } else { "each" })
            .and(" and add it to `handlers = [..]`")
            .panic();
    }
}

/// Whether one of `list` answers the request `name` of `protocol`.
const fn answers(list: &[Listed], protocol: &str, name: &str) -> bool {
    let mut handler = 0;
    while handler < list.len() {
        let Listed {
            protocol: its,
            requests,
            ..
        } = list[handler];
        let mut request = 0;
        while request < requests.len() {
            if same(its, protocol) && same(requests[request].name, name) {
                return true;
            }
            request += 1;
        }
        handler += 1;
    }
    false
}

/// The protocol of one of `list` that answers a request called `name`.
const fn shares(list: &[Listed], name: &str) -> Option<&'static str> {
    let mut handler = 0;
    while handler < list.len() {
        if answers(list, list[handler].protocol, name) {
            return Some(list[handler].protocol);
        }
        handler += 1;
    }
    None
}

/// `==`, which cannot be used here.
const fn same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let mut at = 0;
    while at < one.len() && at < other.len() && one[at] == other[at] {
        at += 1;
    }
    at == one.len() && at == other.len()
}

/// The last name of a path.
const fn last(path: &'static str) -> &'static str {
    let bytes = path.as_bytes();
    let mut start = bytes.len();
    while start > 0 && bytes[start - 1] != b':' {
        start -= 1;
    }
    let (_, name) = bytes.split_at(start);
    match std::str::from_utf8(name) {
        Ok(name) => name,
        Err(_) => path,
    }
}

/// A message, put together without `format!`, which cannot be used here; what is too long is cut off.
#[derive(Clone, Copy)]
struct Text {
    bytes: [u8; 1024],
    len: usize,
}

impl Text {
    const fn new(text: &str) -> Self {
        Self {
            bytes: [0; 1024],
            len: 0,
        }
        .and(text)
    }

    const fn and(mut self, text: &str) -> Self {
        let text = text.as_bytes();
        let mut at = 0;
        while at < text.len() && self.len < self.bytes.len() {
            self.bytes[self.len] = text[at];
            self.len += 1;
            at += 1;
        }
        self
    }

    #[track_caller]
    const fn panic(self) -> ! {
        let (text, _) = self.bytes.split_at(self.len);
        match std::str::from_utf8(text) {
            Ok(text) => panic!("{}", text),
            Err(_) => panic!("the listed handlers do not fit the protocol"),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::panic::catch_unwind;

    use super::{Listed, listed_all, listed_once};
    use crate::ipc::RequestInfo;
    use crate::panic::panic_text;

    const ALL: &[RequestInfo] = &[
        RequestInfo::returns("add", ""),
        RequestInfo::returns("stop", ""),
        RequestInfo::returns("status", ""),
    ];

    const ADD: &[RequestInfo] = &[RequestInfo::returns("add", "")];
    const STOP: &[RequestInfo] = &[RequestInfo::returns("stop", "")];

    const fn handler(requests: &'static [RequestInfo]) -> Listed {
        Listed {
            protocol: "my::ipc::Request",
            requests,
            all: ALL,
        }
    }

    fn said(check: impl FnOnce() + std::panic::UnwindSafe) -> String {
        catch_unwind(check).map_or_else(|panic| panic_text(&*panic).to_owned(), |()| String::new())
    }

    #[test]
    fn finds_what_is_missing() {
        assert_eq!(said(|| listed_all(&[handler(ALL)])), "");
        assert_eq!(
            said(|| listed_all(&[handler(ADD)])),
            "no handler is listed for `stop`, `status` of `Request`; write an `#[ipc_handler]` for each and add it to \
             `handlers = [..]`"
        );
    }

    #[test]
    fn finds_what_is_there_twice() {
        let stop = handler(STOP);
        assert_eq!(said(move || listed_once(&[stop, handler(ALL)], 0)), "");
        assert_eq!(
            said(move || listed_once(&[stop, handler(ALL)], 1)),
            "two handlers are listed for `stop` of `Request`; keep one of them"
        );
    }

    #[test]
    fn finds_one_name_in_two_protocols() {
        let mut other = handler(ADD);
        other.protocol = "my::control::Command";
        assert_eq!(said(move || listed_once(&[other, handler(STOP)], 1)), "");
        assert_eq!(
            said(move || listed_once(&[other, handler(ALL)], 1)),
            "`add` is a request of both `Command` and `Request`; give one another name with \
             `#[serde(rename = \"..\")]`"
        );
    }
}
