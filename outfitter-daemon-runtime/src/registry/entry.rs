//! What an attribute registers: data, and one function.

use std::any::TypeId;
use std::time::Duration;

use super::takes::Of;
use crate::health::{Outline, Verdict};
use crate::ipc::{Allow, Answer, Call, Handled, Message, Policy, Protocol, RequestInfo, RequestSchema};

/// Where a function is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file, relative to where the compiler ran.
    pub file: &'static str,
    /// The line, from 1.
    pub line: u32,
    /// The function's name.
    pub function: &'static str,
    /// The module it is in.
    pub module: &'static str,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "`{}` ({}:{})", self.function, self.file, self.line)
    }
}

/// The [`Place`] of the invocation.
#[doc(hidden)]
#[macro_export]
macro_rules! __here {
    ($function:expr) => {
        $crate::__private::Place {
            file: ::core::file!(),
            line: ::core::line!(),
            function: $function,
            module: ::core::module_path!(),
        }
    };
}

/// Hands an entry to the registry, in which `__daemon` is [`__private`](crate::__private).
///
/// The name is given in here, so that a runtime that is not found is one error.
#[doc(hidden)]
#[macro_export]
macro_rules! __submit {
    ($($entry:tt)*) => {
        use $crate::__private as __daemon;
        $crate::__private::inventory::submit! { $($entry)* }
    };
}

/// A handler that `#[ipc_handler]` registered.
#[derive(Debug)]
pub struct Route {
    pub(crate) place: Place,
    pub(crate) protocol: ProtocolInfo,
    /// What it answers: one request, or all of its protocol.
    pub(crate) requests: &'static [RequestInfo],
    pub(crate) policy: Policy,
    pub(crate) handler: fn(Call<'_>) -> Answer,
}

/// A protocol as data.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ProtocolInfo {
    pub(crate) id: fn() -> TypeId,
    pub(crate) name: &'static str,
    pub(crate) requests: &'static [RequestInfo],
    pub(crate) schemas: fn() -> Vec<RequestSchema>,
}

impl ProtocolInfo {
    pub(crate) const fn of<P: Protocol>() -> Self {
        Self {
            id: TypeId::of::<P>,
            name: P::NAME,
            requests: P::REQUESTS,
            schemas: P::schemas,
        }
    }
}

impl Route {
    /// A handler of `M`.
    pub const fn new<M: Message>(_: Of<M>, place: Place, handler: <M::Protocol as Handled>::Handler) -> Self {
        let protocol = ProtocolInfo::of::<M::Protocol>();
        Self {
            place,
            protocol,
            requests: M::REQUESTS,
            policy: Policy::new(),
            handler,
        }
    }

    /// Limits how long it may take.
    #[must_use]
    pub const fn timeout_ms(mut self, milliseconds: u64) -> Self {
        self.policy = self.policy.timeout(Duration::from_millis(milliseconds));
        self
    }

    /// As [`Policy::max_in_flight`].
    #[must_use]
    pub const fn max_in_flight(mut self, calls: usize) -> Self {
        self.policy = self.policy.max_in_flight(calls);
        self
    }

    /// As [`Policy::serial`].
    #[must_use]
    pub const fn serial(mut self) -> Self {
        self.policy = self.policy.serial();
        self
    }

    /// As [`Policy::never_cancelled`].
    ///
    /// # Panics
    ///
    /// If it is a stream: nobody would take its items. In a constant this is an error of the compiler's.
    #[must_use]
    pub const fn never_cancelled(mut self) -> Self {
        assert!(
            !self.is_stream(),
            "the handler of a stream cannot have `cancel = \"never\"`: without its client nobody takes the items"
        );
        self.policy = self.policy.never_cancelled();
        self
    }

    /// Notes that it runs on a thread of its own.
    ///
    /// # Panics
    ///
    /// If it is a stream, which waits for its client. In a constant this is an error of the compiler's.
    #[must_use]
    pub const fn blocking(mut self) -> Self {
        assert!(
            !self.is_stream(),
            "the handler of a stream cannot be `blocking`; \
             call `tokio::task::spawn_blocking` in it for what blocks"
        );
        self.policy = self.policy.blocking();
        self
    }

    /// As [`Policy::allow`].
    #[must_use]
    pub const fn allow(mut self, who: Allow) -> Self {
        self.policy = self.policy.allow(who);
        self
    }

    const fn is_stream(&self) -> bool {
        self.requests.len() == 1 && self.requests[0].is_stream()
    }
}

/// A check that `#[health_check]` registered.
#[derive(Debug)]
pub struct Check {
    pub(crate) name: &'static str,
    pub(crate) place: Place,
    pub(crate) timeout: Option<Duration>,
    pub(crate) every: Option<Duration>,
    pub(crate) critical: bool,
    pub(crate) after: &'static [&'static str],
    pub(crate) run: fn(Call<'_>) -> Verdict,
}

impl Check {
    /// A check called `name`.
    pub const fn new(name: &'static str, place: Place, run: fn(Call<'_>) -> Verdict) -> Self {
        Self {
            name,
            place,
            timeout: None,
            every: None,
            critical: true,
            after: &[],
            run,
        }
    }

    /// Limits how long it may take.
    #[must_use]
    pub const fn timeout_ms(mut self, milliseconds: u64) -> Self {
        self.timeout = Some(Duration::from_millis(milliseconds));
        self
    }

    /// Runs it in the background, at this interval.
    #[must_use]
    pub const fn every_ms(mut self, milliseconds: u64) -> Self {
        self.every = Some(Duration::from_millis(milliseconds));
        self
    }

    /// Whether its failure makes the daemon unhealthy, and not only degraded.
    #[must_use]
    pub const fn critical(mut self, critical: bool) -> Self {
        self.critical = critical;
        self
    }

    /// Runs it after these.
    #[must_use]
    pub const fn after(mut self, names: &'static [&'static str]) -> Self {
        self.after = names;
        self
    }

    /// What of it has to fit together with other checks.
    pub(crate) fn outline(&self) -> Outline {
        Outline {
            name: self.name.to_owned(),
            after: self.after.iter().map(ToString::to_string).collect(),
            place: self.place.to_string(),
        }
    }
}

inventory::collect!(Route);
inventory::collect!(Check);
