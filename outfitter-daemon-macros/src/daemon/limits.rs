//! What clients may cost, and who may connect: the arguments of `#[daemon]` for the server.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use crate::shared::arg::Key;
use crate::shared::args::Args;
use crate::shared::errors::Errors;
use crate::shared::value::Users;
use crate::shared::{duration, size, value};

pub(super) const MAX_LINE: Key = Key {
    name: "max_line",
    example: "max_line = \"8MiB\"",
};
pub(super) const MAX_UNSENT: Key = Key {
    name: "max_unsent",
    example: "max_unsent = \"1MiB\"",
};
pub(super) const MAX_IN_FLIGHT: Key = Key {
    name: "max_in_flight",
    example: "max_in_flight = 64",
};
pub(super) const MAX_IN_FLIGHT_TOTAL: Key = Key {
    name: "max_in_flight_total",
    example: "max_in_flight_total = 1024",
};
pub(super) const MAX_BLOCKING: Key = Key {
    name: "max_blocking",
    example: "max_blocking = 16",
};
pub(super) const MAX_CONNECTIONS: Key = Key {
    name: "max_connections",
    example: "max_connections = 500",
};
pub(super) const WRITE_TIMEOUT: Key = Key {
    name: "write_timeout",
    example: "write_timeout = \"30s\"",
};
pub(super) const LINE_TIMEOUT: Key = Key {
    name: "line_timeout",
    example: "line_timeout = \"30s\"",
};
pub(super) const CONNECTION_IDLE_TIMEOUT: Key = Key {
    name: "connection_idle_timeout",
    example: "connection_idle_timeout = \"10m\"",
};
pub(super) const ALLOW_USER: Key = Key {
    name: "allow_user",
    example: "allow_user = 1001",
};

/// What `stop` and `status` ask has room in this, and little else.
const SHORTEST_LINE: u64 = 256;

/// Each argument that was given, with the method of the runtime's that takes it.
pub(super) struct Limits {
    numbers: Vec<(&'static str, u64)>,
    durations_ms: Vec<(&'static str, u64)>,
    users: Vec<u32>,
}

impl Limits {
    pub(super) fn read(args: &Args, errors: &mut Errors) -> Self {
        let mut numbers = Vec::new();
        for key in ["max_line", "max_unsent"] {
            let bytes = args.get(key).and_then(|arg| errors.keep(size::bytes(arg)));
            numbers.extend(bytes.map(|bytes| (key, bytes)));
        }
        let counts = [
            ("max_in_flight", "requests at once"),
            ("max_in_flight_total", "requests at once"),
            ("max_blocking", "threads"),
            ("max_connections", "connections"),
        ];
        for (key, what) in counts {
            let count = value::count(args, key, 1_000_000, what, errors);
            numbers.extend(count.map(|count| (key, u64::from(count))));
        }
        check_sense(&numbers, args, errors);
        let mut durations_ms = Vec::new();
        for (key, method) in [
            ("write_timeout", "write_timeout"),
            ("line_timeout", "line_timeout"),
            ("connection_idle_timeout", "idle_timeout"),
        ] {
            let ms = args
                .get(key)
                .and_then(|arg| errors.keep(duration::duration_ms(arg)));
            durations_ms.extend(ms.map(|ms| (method, ms)));
        }
        let users = args
            .get("allow_user")
            .map_or_else(Vec::new, |arg| Users::read(arg, "user ids", errors).0);
        Self {
            numbers,
            durations_ms,
            users,
        }
    }

    /// The calls that set them on a `Program`; nothing if none was given.
    pub(super) fn expand(&self) -> TokenStream {
        let numbers = self.numbers.iter().map(|(method, number)| {
            let (method, number) = (format_ident!("{method}"), Literal::u64_unsuffixed(*number));
            quote!(.#method(#number))
        });
        let durations = self.durations_ms.iter().map(|(method, ms)| {
            let (method, ms) = (format_ident!("{method}"), Literal::u64_unsuffixed(*ms));
            quote!(.#method(::core::time::Duration::from_millis(#ms)))
        });
        let any = !(self.numbers.is_empty() && self.durations_ms.is_empty());
        let limits = any.then(|| quote!(.limits(__daemon::Limits::default() #(#numbers)* #(#durations)*)));
        let users = self.users.iter().map(|uid| {
            let uid = Literal::u32_unsuffixed(*uid);
            quote!(.allow_user(#uid))
        });
        quote!(#limits #(#users)*)
    }
}

/// Reports limits that nothing could keep to.
fn check_sense(numbers: &[(&str, u64)], args: &Args, errors: &mut Errors) {
    let given = |key| {
        numbers
            .iter()
            .find(|(name, _)| *name == key)
            .map(|(_, number)| *number)
    };
    if let (Some(one), Some(total), Some(arg)) = (
        given("max_in_flight"),
        given("max_in_flight_total"),
        args.get("max_in_flight"),
    ) && one > total
    {
        let text = format!(
            "one connection cannot have more in flight than all together, {total}; write at most that, \
             or a larger `max_in_flight_total`"
        );
        errors.at(arg, text);
    }
    if let (Some(bytes), Some(arg)) = (given("max_line"), args.get("max_line"))
        && bytes < SHORTEST_LINE
    {
        let text = format!(
            "no request fits into so short a line, not even the daemon's own; write `\"{SHORTEST_LINE}B\"` or more"
        );
        errors.at(arg, text);
    }
}
