//! What `main` may return.

use std::marker::PhantomData;

use crate::ipc::State;
use crate::lifecycle::Daemon;
use crate::outcome::Shown;

/// The result of a daemon's `main`: the state that its handlers share, or why there is none.
///
/// `S` and `Result<S, E>` cannot both be taken as they are, so a state always comes in a `Result`; `()` is a
/// daemon without state.
#[diagnostic::on_unimplemented(
    message = "`main` under `#[daemon]` must return `()` or `Result<State, E>` with `E: Display`, found `{Self}`",
    label = "expected `()` or `Result<State, E>`",
    note = "if this is to be the state, return `Result<{Self}, E>`; handlers then take it as `State<{Self}>`, and it must be `Send + Sync + 'static`"
)]
pub trait IntoState {
    /// What handlers can take as `State<…>`.
    type State: SharedState;

    /// The state, or the text of the error.
    ///
    /// # Errors
    ///
    /// What `main` said.
    fn into_state(self) -> Result<Self::State, String>;
}

/// What handlers can share: every type that is `Send + Sync + 'static`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the state of a daemon: it is not `Send + Sync + 'static`",
    label = "not something that all handlers can share",
    note = "handlers run on several threads at once and share the state; in it, and in everything it contains, write `Arc` for `Rc`, `Mutex` or an atomic for `RefCell` or `Cell`, and what it owns for what it borrows"
)]
pub trait SharedState: Send + Sync + 'static {}

#[diagnostic::do_not_recommend]
impl<T: Send + Sync + 'static> SharedState for T {}

/// What `main` under `#[daemon]` may take.
#[diagnostic::on_unimplemented(
    message = "`main` under `#[daemon]` takes nothing or the `Daemon`, found `{Self}`",
    label = "expected `Daemon`",
    note = "state is what `main` returns, as `Result<State, E>`; arguments of the command line are `daemon.args()`"
)]
pub trait MainArgument {
    /// The daemon as that argument.
    fn from_daemon(daemon: Daemon) -> Self;
}

#[diagnostic::do_not_recommend]
impl MainArgument for Daemon {
    fn from_daemon(daemon: Daemon) -> Self {
        daemon
    }
}

/// Gives `main` its argument.
pub fn main_argument<A: MainArgument>(daemon: Daemon) -> A {
    A::from_daemon(daemon)
}

impl IntoState for () {
    type State = ();

    fn into_state(self) -> Result<(), String> {
        Ok(())
    }
}

impl<S: SharedState, E: Shown> IntoState for Result<S, E> {
    type State = S;

    fn into_state(self) -> Result<S, String> {
        self.map_err(|error| error.shown())
    }
}

/// What `main` returns, to ask whether that is wrapped in what handlers take.
#[derive(Debug)]
pub struct Returned<R>(PhantomData<R>);

impl<T, E> Returned<Result<State<T>, E>> {
    /// It is; this hides the other.
    pub const WRAPPED: bool = true;
}

/// What holds for all other results.
pub trait Unwrapped {
    /// It is not.
    const WRAPPED: bool = false;
}

impl<R> Unwrapped for Returned<R> {}

/// Fails to compile if it is wrapped.
///
/// # Panics
///
/// If it is.
#[track_caller]
pub const fn returned(wrapped: bool) {
    assert!(
        !wrapped,
        "return the state itself, as in `Result<App, Error>`; `State<App>` is how handlers take it"
    );
}
