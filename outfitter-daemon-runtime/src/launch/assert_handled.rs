//! The test that `#[daemon]` writes beside `main`.

use super::into_state::IntoState;
use super::program::Program;
use crate::ipc::Need;
use crate::registry;

/// Checks the handlers and health checks of this program as its start does, and touches nothing.
///
/// # Panics
///
/// If they do not fit together, with the report that the start would give.
pub fn assert_handled<R: IntoState>(program: Program) {
    assert_handled_with(program, Need::of::<R::State>());
}

fn assert_handled_with(program: Program, provided: Need) {
    let collected = registry::collect(
        program.router,
        &program.required,
        program.scope,
        provided,
        &program.checks,
    );
    if let Err(error) = collected {
        panic!("the daemon `{}` would not start: {error}", program.name);
    }
}

#[cfg(test)]
mod tests {
    use super::{Program, assert_handled};
    use crate::panic::panic_text;

    /// No request of it has a handler.
    #[outfitter_daemon_macros::ipc_protocol]
    enum Unhandled {
        /// Nobody hears this.
        #[ipc(returns = ())]
        Ask,
    }

    #[test]
    fn says_what_the_start_would_say() {
        let check = || assert_handled::<()>(Program::new("x").protocol::<Unhandled>());
        let panic = std::panic::catch_unwind(check).unwrap_err();
        let text = panic_text(&*panic);
        assert!(text.starts_with("the daemon `x` would not start: "), "{text}");
        assert!(text.contains("unlinked: no request of"), "{text}");
    }
}
