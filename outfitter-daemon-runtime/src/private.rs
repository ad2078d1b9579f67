//! What the attribute macros write into other crates. Not for use by hand: it may change with any version.

#[cfg(test)]
pub use serde;
/// What the attributes name; with the derives it is of the crate that shows this one.
#[cfg(not(test))]
pub use serde_core as serde;

pub use crate::__broken_protocol as broken_protocol;
pub use crate::__schemas as schemas;
pub use crate::__serde_by_name as serde_by_name;
pub use crate::__unit_request as unit_request;
pub use crate::__unit_schema as unit_schema;
pub use crate::__with_schema as with_schema;
pub use crate::ipc::{
    AnyError, AsClient, Asked, Client, Compared, ConnectionError, Copied, Message, NoError, NoItem,
    PendingCall, PendingOneway, PendingStream, Protocol, RequestInfo, RequestSchema, Same, Written,
    deserialize_unit, serialize_unit, wire_type, with_schemas, write_field,
};
pub use crate::launch::LaunchError;

#[cfg(feature = "schema")]
pub use crate::ipc::{answer_schema, payload_schema, unit_schema_of};
#[cfg(feature = "schema")]
pub use schemars;

#[cfg(feature = "daemon")]
pub use daemon::*;

#[cfg(feature = "daemon")]
mod daemon {
    pub use inventory;

    pub use crate::__here as here;
    pub use crate::__submit as submit;
    pub use crate::ipc::{
        Allow, IsState, Limits, argument, bench, check_argument, message_answered_once,
        read_message as message, reply, reply_once, state,
    };
    pub use crate::launch::{Program, Returned, Unwrapped, assert_handled, main_argument, returned, run};
    pub use crate::registry::{
        Check, Listed, Place, Route, listed, listed_all, listed_once, lists, request_of, unread,
    };

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
