//! What the attribute macros write into other crates. Not for use by hand: it may change with any version.

pub use serde;

pub use crate::__unit_request as unit_request;
pub use crate::ipc::{
    AnyError, AsClient, Client, ConnectionError, Message, NoError, NoItem, PendingCall, PendingOneway,
    PendingStream, Protocol, RequestInfo, deserialize_unit, serialize_unit,
};
pub use crate::launch::LaunchError;

#[cfg(feature = "daemon")]
pub use daemon::*;

#[cfg(feature = "daemon")]
mod daemon {
    pub use inventory::submit;

    pub use crate::__here as here;
    pub use crate::ipc::{Allow, argument, check_argument, read_message as message, reply};
    pub use crate::launch::{Program, run};
    pub use crate::registry::{Check, Place, Route};

    use crate::ipc::Refusal;
    use crate::outcome::IntoOutcome;

    /// Runs `future` on a thread that it may block.
    ///
    /// # Panics
    ///
    /// On any other thread of a runtime, and outside of one.
    pub fn block_on<F: Future>(future: F) -> F::Output {
        tokio::runtime::Handle::current().block_on(future)
    }

    /// Makes of a health check's result what the report says.
    ///
    /// # Errors
    ///
    /// None; the result has the form of the arguments', which can fail.
    pub fn verdict<O: IntoOutcome>(result: O) -> Result<Result<(), String>, Refusal> {
        Ok(result.into_outcome())
    }
}
