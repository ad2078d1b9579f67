//! Which request a handler takes, read off the function itself: its types are then written nowhere else, and one that
//! the compiler does not know is one error.

use std::marker::PhantomData;

/// The request `M`, which is not there yet.
#[derive(Debug)]
pub struct Of<M>(PhantomData<fn(M)>);

/// A function with arguments.
#[diagnostic::on_unimplemented(
    message = "this function is not an `#[ipc_handler]`",
    label = "takes no request",
    note = "the first argument of a handler is a request that `#[ipc_protocol]` generated, as in `request: request::Status`"
)]
pub trait Takes<Signature> {
    /// The first of them.
    type First;
}

macro_rules! takes {
    ($($argument:ident)*) => {
        impl<F, M, R, $($argument),*> Takes<fn(M, $($argument),*) -> R> for F
        where
            F: Fn(M, $($argument),*) -> R,
        {
            type First = M;
        }
    };
}
takes!();
takes!(A);
takes!(A B);
takes!(A B C);
takes!(A B C D);
takes!(A B C D E);
takes!(A B C D E G);
takes!(A B C D E G H);
takes!(A B C D E G H I);

/// What a handler takes first.
pub const fn request_of<F: Takes<S> + Copy, S>(_: F) -> Of<F::First> {
    Of(PhantomData)
}

/// Fails to compile, for a function that the attribute does not understand; unless the compiler does not either.
///
/// # Panics
///
/// Always.
#[track_caller]
pub const fn unread<M>(_: Of<M>) {
    panic!("this signature is not understood by the attribute; write it in another way");
}
