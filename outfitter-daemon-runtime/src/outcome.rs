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

/// An error that is only shown to people: every type that is `Display`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be shown as an error: it lacks `Display`",
    label = "the error here is `{Self}`, which lacks `Display`",
    note = "implement `Display` for an error of your own, for example by `#[derive(Debug, thiserror::Error)]`, or return `Result<.., String>`"
)]
pub trait Shown {
    /// As `to_string`.
    fn shown(&self) -> String;
}

#[diagnostic::do_not_recommend]
impl<E: Display> Shown for E {
    fn shown(&self) -> String {
        self.to_string()
    }
}

impl IntoOutcome for () {
    fn into_outcome(self) -> Result<(), String> {
        Ok(())
    }
}

impl<E: Shown> IntoOutcome for Result<(), E> {
    fn into_outcome(self) -> Result<(), String> {
        self.map_err(|error| error.shown())
    }
}
