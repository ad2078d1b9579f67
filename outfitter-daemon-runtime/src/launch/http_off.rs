//! Asking for HTTP where it is not built in: an error of the compiler that says so.

use super::program::Program;

/// The feature `http`.
#[diagnostic::on_unimplemented(
    message = "HTTP needs the feature `http` of `outfitter-daemon`",
    label = "HTTP is not built in",
    note = "add `features = [\"http\"]` to `outfitter-daemon` in `Cargo.toml`"
)]
pub trait HasHttp {}

impl Program {
    #[doc(hidden)]
    pub fn http<A: HasHttp>(self, _: A) -> Self {
        self
    }
}
