//! What `main` may return.

use std::fmt::Display;

/// The result of a daemon's `main`: the state that its handlers share, or why there is none.
///
/// `S` and `Result<S, E>` cannot both be taken as they are, so a state always comes in a `Result`; `()` is a
/// daemon without state.
#[diagnostic::on_unimplemented(
    message = "`main` under `#[daemon]` must return `()` or `Result<State, E>` with `E: Display`, found `{Self}`",
    label = "expected `()` or `Result<State, E>`",
    note = "the state is what handlers take as `State<T>`; it must be `Send + Sync + 'static`"
)]
pub trait IntoState {
    /// What handlers can take as `State<…>`.
    type State: Send + Sync + 'static;

    /// The state, or the text of the error.
    ///
    /// # Errors
    ///
    /// What `main` said.
    fn into_state(self) -> Result<Self::State, String>;
}

impl IntoState for () {
    type State = ();

    fn into_state(self) -> Result<(), String> {
        Ok(())
    }
}

impl<S: Send + Sync + 'static, E: Display> IntoState for Result<S, E> {
    type State = S;

    fn into_state(self) -> Result<S, String> {
        self.map_err(|error| error.to_string())
    }
}
