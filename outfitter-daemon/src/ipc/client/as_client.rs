//! What a protocol's typed methods are called on.

use std::rc::Rc;
use std::sync::Arc;

use super::typed::Client;

/// Something that has a client of the protocol `P`, and with it the methods of the trait that `#[ipc_protocol]`
/// made: `RequestApi` for the enum `Request`.
///
/// `RequestClient`, [`Client`] and a mock of them are such things, as are references to them. For a type of your
/// own that wraps one, say where it is:
///
/// ```
/// use outfitter_daemon::ipc::{AsClient, Client};
/// use outfitter_daemon::prelude::*;
///
/// #[ipc_protocol]
/// pub enum Request {
///     #[ipc(returns = i64)]
///     Add { a: i64, b: i64 },
/// }
///
/// struct Calculator {
///     service: RequestClient,
/// }
///
/// impl AsClient<Request> for Calculator {
///     fn as_client(&self) -> &Client<Request> {
///         &self.service
///     }
/// }
///
/// async fn five(service: &impl RequestApi) -> Result<i64, CallError> {
///     service.add(2, 3).await
/// }
/// # fn works(calculator: &Calculator) -> impl Future { five(calculator) }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no client of `{P}`",
    label = "not a client of this protocol",
    note = "the typed client, `ipc::Client<{P}>`, a `testing::MockClient<{P}>` and references to them are"
)]
pub trait AsClient<P> {
    /// The client that requests are sent through.
    fn as_client(&self) -> &Client<P>;
}

impl<P> AsClient<P> for Client<P> {
    fn as_client(&self) -> &Client<P> {
        self
    }
}

/// The pointers that have what they point to.
macro_rules! pointers {
    ($($pointer:ty),+) => {
        // What a reference leads to is not what is missing.
        $(#[diagnostic::do_not_recommend]
        impl<P, T: AsClient<P> + ?Sized> AsClient<P> for $pointer {
            fn as_client(&self) -> &Client<P> {
                (**self).as_client()
            }
        })+
    };
}

pointers!(&T, &mut T, Box<T>, Rc<T>, Arc<T>);
