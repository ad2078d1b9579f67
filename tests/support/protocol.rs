//! The protocol of the program `service`, in a crate of its own as larger programs have it.

use outfitter_daemon::prelude::*;
use serde::{Deserialize, Serialize};

/// What the service does.
#[ipc_protocol]
#[derive(Debug, Clone, PartialEq)]
pub enum Request {
    /// Divides two whole numbers.
    #[ipc(returns = Division, error = NotDivisible, idempotent)]
    Divide {
        /// The dividend.
        a: i64,
        /// The divisor.
        #[serde(default = "one")]
        b: i64,
    },
    /// The client's process, as the service sees it, and the service's name.
    #[ipc(returns = (Option<u32>, String))]
    Who,
    /// Never answers.
    #[ipc(returns = ())]
    Hang,
    /// Panics.
    #[ipc(returns = ())]
    Fall {
        /// Over what.
        over: String,
    },
    /// Counts.
    #[ipc(stream = u32, error = CountError)]
    Count {
        /// How far.
        to: u32,
    },
    /// Does not answer before there is a file `quick` in the daemon's directory; may be repeated.
    #[ipc(returns = (), idempotent)]
    Slow,
    /// The same, but not to be repeated.
    #[ipc(returns = ())]
    SlowOnce,
    /// Counts as fast as it can, without end.
    #[ipc(stream = u64, error = ClientGone)]
    Flood,
    /// How many floods there are, and how many numbers they have sent in all.
    #[ipc(returns = (usize, u64))]
    Floods,
    /// A reply that is a result itself.
    #[ipc(returns = Outcome)]
    Nested,
}

/// A result that is sent as it is.
pub type Outcome = Result<u8, String>;

fn one() -> i64 {
    1
}

/// A quotient and a rest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Division {
    /// How often it goes in.
    pub quotient: i64,
    /// What is left.
    pub rest: i64,
}

/// Why two numbers cannot be divided.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum NotDivisible {
    /// By zero.
    #[error("{a} cannot be divided by zero")]
    ByZero {
        /// The dividend.
        a: i64,
    },
    /// The service is broken.
    #[error("the log cannot be written")]
    NoLog,
}

/// Why counting ended.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum CountError {
    /// That is far enough.
    #[error("that is far enough")]
    TooFar {
        /// Where it ended.
        at: u32,
    },
    /// Nobody listens.
    #[error(transparent)]
    Gone(#[from] ClientGone),
}
