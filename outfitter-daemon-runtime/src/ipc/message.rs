//! What a request is: the traits that `#[ipc_protocol]` implements.

use std::fmt;
use std::panic::Location;

use super::schema::RequestSchema;
use serde_core::de::{Deserialize, DeserializeOwned, Deserializer, IgnoredAny};
use serde_core::ser::{Serialize, SerializeStruct, Serializer};

use super::wire_type::{WireError, WireType};
use crate::serial::{no_values, serialize_transparent, words};

/// An enum of requests: everything that clients may ask of one service.
///
/// `#[ipc_protocol]` implements it; a daemon serves all requests of a protocol or none of them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an IPC protocol",
    label = "not a protocol",
    note = "a protocol is an enum with `#[ipc_protocol]` on it, as a whole: `Request`, and neither one of its requests nor its module"
)]
pub trait Protocol: Serialize + DeserializeOwned + 'static {
    /// The enum's full path, for reports.
    const NAME: &'static str;
    /// Its requests, in the order in which they are declared.
    const REQUESTS: &'static [RequestInfo];

    /// The JSON Schemas of its requests, in the same order; none unless it was written with
    /// `#[ipc_protocol(schema)]` and this crate was built with the feature `schema`.
    fn schemas() -> Vec<RequestSchema> {
        Vec::new()
    }
}

/// One request (a struct that `#[ipc_protocol]` generated), or a whole protocol that is paired with a
/// response type.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an IPC request",
    label = "not a request",
    note = "a request is a struct that `#[ipc_protocol]` generated: a handler's first argument, as in `request: request::Status`, and what a client sends, as in `service.call(request::Status)`; neither a variant of the enum, nor a reference, nor a name",
    note = "an enum is a request only with `#[ipc_protocol(response = Response)]`"
)]
pub trait Message: Serialize + DeserializeOwned + 'static {
    /// The enum that the request belongs to.
    type Protocol: Protocol;
    /// What its final answer carries; `()` for a stream.
    type Reply: WireType;
    /// What its stream yields; [`NoItem`] if it is not one.
    type Item: WireType;
    /// What its handler may fail with; [`NoError`] if it cannot fail.
    type Error: WireError;
    /// What is answered: one request, or all of a protocol.
    const REQUESTS: &'static [RequestInfo];
}

/// One request of the protocol `P`, as a client asks it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a request of `{P}`",
    label = "not a request of `{P}`",
    note = "a client takes the struct of a request by value, as in `request::Status`, and neither the enum, nor a reference, nor its name; or call the method of the request, as in `service.status()`"
)]
pub trait RequestOf<P>: Message<Protocol = P> {}

#[diagnostic::do_not_recommend]
impl<P: Protocol, M: Message<Protocol = P>> RequestOf<P> for M {}

/// A request by way of its protocol: of what is no request, which has been said, this is nothing that more could be said
/// of.
pub trait Requests {
    /// `M` itself.
    type Itself<M>;
}

impl<P: Protocol> Requests for P {
    type Itself<M> = M;
}

/// `M` itself.
pub(crate) type Itself<M> = <<M as Message>::Protocol as Requests>::Itself<M>;

/// What is known of a request without running anything.
#[derive(Clone, Copy, Debug)]
pub struct RequestInfo {
    /// Its name on the wire: what `payload.type` says.
    pub name: &'static str,
    /// How it is answered.
    pub kind: RequestKind,
    /// Whether asking twice does what asking once does, so that it may be repeated.
    pub idempotent: bool,
    /// Its documentation, lines joined by `\n`; empty if there is none.
    pub doc: &'static str,
    /// Where it is declared.
    pub declared: &'static Location<'static>,
}

/// How a request is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestKind {
    /// With one reply.
    Returns,
    /// With any number of items, then the end.
    Streams,
    /// Not at all, unless the client asks for an answer.
    Oneway,
}

words!(RequestKind { Returns = "returns", Streams = "streams", Oneway = "oneway" });

impl RequestInfo {
    /// A request that is answered with one reply.
    #[track_caller]
    pub const fn returns(name: &'static str, doc: &'static str) -> Self {
        Self {
            name,
            kind: RequestKind::Returns,
            idempotent: false,
            doc,
            declared: Location::caller(),
        }
    }

    /// A request that is answered with a stream.
    #[track_caller]
    pub const fn streams(name: &'static str, doc: &'static str) -> Self {
        Self {
            name,
            kind: RequestKind::Streams,
            idempotent: false,
            doc,
            declared: Location::caller(),
        }
    }

    /// A request for which no answer is sent.
    #[track_caller]
    pub const fn oneway(name: &'static str, doc: &'static str) -> Self {
        Self {
            name,
            kind: RequestKind::Oneway,
            idempotent: false,
            doc,
            declared: Location::caller(),
        }
    }

    /// The same request, marked as safe to repeat.
    #[must_use]
    pub const fn idempotent(mut self) -> Self {
        self.idempotent = true;
        self
    }
}

/// Fails to compile where `M` is answered with a stream, of which nobody would read the items.
///
/// Not a bound of `M`: then nobody could be generic over what is asked.
#[track_caller]
pub(super) const fn answered_once<M: Message>() {
    assert!(
        !(M::REQUESTS.len() == 1 && matches!(M::REQUESTS[0].kind, RequestKind::Streams)),
        "this request is answered with a stream: use `stream(..)`, or the method that is named after it; \
         a `BlockingClient` has no streams"
    );
}

/// The error of a request that cannot fail: a type without values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoError {}

no_values!(NoError);

impl fmt::Display for NoError {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}

impl std::error::Error for NoError {}

/// The error of a oneway request: the text of whatever error its handler returned.
///
/// The daemon logs it. It only reaches a client that asked for an answer all the same, with
/// [`Client::call`](crate::ipc::Client::call) or as one that knows no oneway requests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnyError(pub String);

serialize_transparent!(AnyError);

impl<'de> Deserialize<'de> for AnyError {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from).map(Self)
    }
}

impl fmt::Display for AnyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for AnyError {}

/// The item of a request that is not a stream: a type without values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoItem {}

no_values!(NoItem);

/// Writes `{"type": name}`: how a request without fields looks on the wire.
///
/// # Errors
///
/// What the serializer says.
#[doc(hidden)]
pub fn serialize_unit<S: Serializer>(type_name: &'static str, name: &str, to: S) -> Result<S::Ok, S::Error> {
    let mut object = to.serialize_struct(type_name, 1)?;
    object.serialize_field("type", name)?;
    object.end()
}

/// Reads a request without fields: any object will do, since its `type` has already chosen the route.
///
/// # Errors
///
/// If it is not an object.
#[doc(hidden)]
pub fn deserialize_unit<'de, D: Deserializer<'de>>(from: D) -> Result<(), D::Error> {
    struct AnyObject;
    impl<'de> serde_core::de::Visitor<'de> for AnyObject {
        type Value = ();
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }
        fn visit_map<A: serde_core::de::MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
            while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            Ok(())
        }
    }
    from.deserialize_map(AnyObject)
}

/// The two serde impls of a request without fields; serde's own would refuse `{"type": …}` for a unit struct.
#[doc(hidden)]
#[macro_export]
macro_rules! __unit_request {
    ($request:path, $name:literal) => {
        #[allow(deprecated, reason = "beside what is deprecated")]
        impl $crate::__private::serde::Serialize for $request {
            fn serialize<S: $crate::__private::serde::Serializer>(
                &self,
                to: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::__private::serialize_unit(::core::stringify!($request), $name, to)
            }
        }
        #[allow(deprecated, reason = "beside what is deprecated")]
        impl<'de> $crate::__private::serde::Deserialize<'de> for $request {
            fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(
                from: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::__private::deserialize_unit(from)?;
                ::core::result::Result::Ok($request)
            }
        }
        $crate::__private::unit_schema!($request, $name);
    };
}
