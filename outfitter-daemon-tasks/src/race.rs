//! Waiting for whichever of two comes first.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

/// What came first.
#[derive(Debug, PartialEq, Eq)]
pub enum First<A, B> {
    /// The one named first, also if both were ready.
    Left(A),
    /// The other one.
    Right(B),
}

/// Waits for `left` or `right` and drops the other one; asks `left` first.
///
/// Not tokio's `select!`: its `macros` would keep tokio from being compiled until `syn` is.
///
/// # Cancel safety
///
/// That of `left` and `right`.
pub async fn race<A, B>(left: impl Future<Output = A>, right: impl Future<Output = B>) -> First<A, B> {
    let (mut left, mut right) = (pin!(left), pin!(right));
    poll_fn(|cx| match left.as_mut().poll(cx) {
        Poll::Ready(done) => Poll::Ready(First::Left(done)),
        Poll::Pending => right.as_mut().poll(cx).map(First::Right),
    })
    .await
}

#[cfg(test)]
mod tests {
    use std::future::{pending, ready};

    use super::*;

    #[tokio::test]
    async fn gives_what_comes_first() {
        assert_eq!(race(pending::<()>(), ready(2)).await, First::Right(2));
        assert_eq!(race(ready(1), pending::<()>()).await, First::Left(1));
        assert_eq!(race(ready(1), ready(2)).await, First::Left(1));
    }
}
