//! What `#[daemon]` asks for by name: where it is not built in, an error of the compiler that says so.

use super::program::Program;

/// The feature `cli`.
#[diagnostic::on_unimplemented(
    message = "the commands need the feature `cli` of `outfitter-daemon`",
    label = "the commands are not built in",
    note = "add `features = [\"cli\"]` to `outfitter-daemon` in `Cargo.toml`, or remove this"
)]
pub trait HasCli {}

#[cfg(feature = "cli")]
impl HasCli for bool {}

/// The feature `logs`.
#[diagnostic::on_unimplemented(
    message = "the log needs the feature `logs` of `outfitter-daemon`",
    label = "the log is not built in",
    note = "add `features = [\"logs\"]` to `outfitter-daemon` in `Cargo.toml`, or remove this"
)]
pub trait HasLogs {}

#[cfg(feature = "logs")]
impl HasLogs for bool {}

impl Program {
    #[doc(hidden)]
    pub fn with_cli<A: HasCli>(self, _: A) -> Self {
        self
    }

    #[doc(hidden)]
    pub fn with_logs<A: HasLogs>(self, _: A) -> Self {
        self
    }
}
