//! What can be wrong with the registered handlers and checks.

use std::fmt;

use super::entry::Place;
use crate::health::CheckError;

/// The handlers and checks do not fit together; nothing was locked or bound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegistryError {
    pub(crate) problems: Vec<RouteProblem>,
}

/// One thing that is wrong with the registered handlers and checks.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum RouteProblem {
    /// No handler takes a request of a protocol that is served.
    Missing {
        /// The protocol.
        protocol: &'static str,
        /// The request's name on the wire.
        request: &'static str,
        /// `file:line` of its declaration.
        declared: String,
    },
    /// Two handlers take one request.
    Duplicate {
        /// The protocol.
        protocol: &'static str,
        /// The request's name on the wire.
        request: &'static str,
        /// One handler.
        first: Place,
        /// The other.
        second: Place,
    },
    /// A protocol that is to be served has no handler in the program at all.
    Unlinked {
        /// The protocol.
        protocol: &'static str,
    },
    /// Two protocols have a request of one name.
    SharedName {
        /// The name on the wire.
        request: &'static str,
        /// One protocol.
        first: &'static str,
        /// The other.
        second: &'static str,
    },
    /// A handler or a check asks for a state that `main` does not return.
    State {
        /// The handler or check.
        place: Place,
        /// The state that it asks for.
        needs: &'static str,
        /// The state that there is.
        provided: &'static str,
    },
    /// The health checks do not fit together.
    Check(CheckError),
    /// A name was given to the router twice, or to the router and by an attribute.
    DuplicateRoute {
        /// The name on the wire.
        request: String,
    },
}

impl RegistryError {
    /// All that is wrong.
    pub fn problems(&self) -> &[RouteProblem] {
        &self.problems
    }
}

impl std::error::Error for RegistryError {}

impl fmt::Display for RegistryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.problems.len();
        write!(
            f,
            "{count} problem{} in its handlers:",
            if count == 1 { "" } else { "s" }
        )?;
        self.problems
            .iter()
            .try_for_each(|problem| write!(f, "\n  {problem}"))
    }
}

impl fmt::Display for RouteProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing {
                protocol,
                request,
                declared,
            } => write!(
                f,
                "missing: no `#[ipc_handler]` takes `{request}` of `{protocol}` ({declared}); write one, or name \
                 the crate that has it in `#[daemon(link = [..])]`"
            ),
            Self::Duplicate {
                protocol,
                request,
                first,
                second,
            } => {
                write!(
                    f,
                    "duplicate: `{request}` of `{protocol}` has two handlers, {first} and {second}; keep one"
                )
            }
            Self::Unlinked { protocol } => write!(
                f,
                "unlinked: no request of `{protocol}` has a handler in this program; a crate with handlers is \
                 only linked if it is named, as in `#[daemon(link = [that_crate])]`"
            ),
            Self::SharedName {
                request,
                first,
                second,
            } => {
                write!(
                    f,
                    "shared name: `{request}` is a request of both `{first}` and `{second}`; rename one"
                )
            }
            Self::State {
                place,
                needs,
                provided,
            } => write!(
                f,
                "state: {place} takes `State<{needs}>`, but the state that `main` returns is `{provided}`; take \
                 `State<{provided}>`, or return the other"
            ),
            Self::Check(problem) => problem.fmt(f),
            Self::DuplicateRoute { request } => {
                write!(
                    f,
                    "duplicate: `{request}` was added to the router twice, or has a handler already"
                )
            }
        }
    }
}
