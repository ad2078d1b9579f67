//! What a health check or a shutdown handler may return.

use std::fmt::Display;

/// Nothing to say, or an error to report.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not `()` or `Result<(), E>` with `E: Display`",
    label = "expected `()` or `Result<(), E>`",
    note = "health checks and shutdown handlers return nothing, or an error whose text is reported"
)]
pub trait IntoOutcome {
    /// All is well, or the text of the error.
    ///
    /// # Errors
    ///
    /// The text to report.
    fn into_outcome(self) -> Result<(), String>;
}

impl IntoOutcome for () {
    fn into_outcome(self) -> Result<(), String> {
        Ok(())
    }
}

impl<E: Display> IntoOutcome for Result<(), E> {
    fn into_outcome(self) -> Result<(), String> {
        self.map_err(|error| error.to_string())
    }
}
