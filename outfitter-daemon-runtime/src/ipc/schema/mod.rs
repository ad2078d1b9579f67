//! JSON Schemas of requests: what `daemon.routes` tells of them beyond their names.
//!
//! The attribute does not know the features of this crate, so it calls macros, of which there are two each.

#[cfg(feature = "schema")]
mod generate;

use serde_json::{Value, json};

use crate::serial::serialize_fields;

#[cfg(feature = "schema")]
pub use generate::{answer_schema, payload_schema, unit_schema_of};

/// The feature `schema`.
#[diagnostic::on_unimplemented(
    message = "JSON Schemas need the feature `schema` of `outfitter-daemon`",
    label = "schemas are not built in",
    note = "add `features = [\"schema\"]` to `outfitter-daemon` in `Cargo.toml`, or remove this"
)]
pub trait HasSchemas {}

#[cfg(feature = "schema")]
impl HasSchemas for bool {}

/// Asks for it.
#[doc(hidden)]
pub const fn with_schemas<A: HasSchemas + Copy>(_: A) {}

/// One request as JSON Schemas (draft 2020-12).
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct RequestSchema {
    /// The request's name on the wire.
    pub name: &'static str,
    /// What a client may send as payload.
    pub payload: Value,
    /// What the final answer carries.
    pub reply: Value,
    /// What each item of the stream is; none if it is not one.
    pub item: Option<Value>,
    /// What the handler may fail with; none if it cannot fail.
    pub error: Option<Value>,
}

serialize_fields!(RequestSchema {
    payload,
    reply,
    item unless Option::is_none,
    error unless Option::is_none,
});

impl RequestSchema {
    /// For the attribute.
    #[doc(hidden)]
    pub fn new(
        name: &'static str,
        payload: Value,
        reply: Option<Value>,
        item: Option<Value>,
        error: Option<Value>,
    ) -> Self {
        Self {
            name,
            payload: with_name(payload, name),
            reply: reply.unwrap_or_default(),
            item,
            error,
        }
    }
}

/// The payload also says which request it is, which is not for its own type to read.
fn with_name(mut payload: Value, name: &str) -> Value {
    if let Some(schema) = payload.as_object_mut() {
        let properties = schema.entry("properties").or_insert_with(|| json!({}));
        properties["type"] = json!({ "const": name });
        let required = schema.entry("required").or_insert_with(|| json!([]));
        if let Some(required) = required.as_array_mut() {
            required.insert(0, "type".into());
        }
    }
    payload
}

/// `Protocol::schemas` of the requests that are listed.
#[cfg(feature = "schema")]
#[doc(hidden)]
#[macro_export]
macro_rules! __schemas {
    ($($(#[$cfg:meta])* $name:literal: $request:ty => $reply:ty, $item:ty, $error:ty;)*) => {
        fn schemas() -> ::std::vec::Vec<$crate::__private::RequestSchema> {
            ::std::vec::Vec::from([$(
                $(#[$cfg])*
                $crate::__private::RequestSchema::new(
                    $name,
                    $crate::__private::payload_schema::<$request>(),
                    $crate::__private::answer_schema::<$reply>(),
                    $crate::__private::answer_schema::<$item>(),
                    $crate::__private::answer_schema::<$error>(),
                )
            ),*])
        }
    };
}

/// The same without the feature: nothing.
#[cfg(not(feature = "schema"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __schemas {
    ($($any:tt)*) => {};
}

/// The struct of a request, which has a schema.
#[cfg(feature = "schema")]
#[doc(hidden)]
#[macro_export]
macro_rules! __with_schema {
    ($schemars:literal $($item:tt)*) => {
        #[derive($crate::__private::schemars::JsonSchema)]
        #[schemars(crate = $schemars)]
        $($item)*
    };
}

/// The same without the feature: just the struct.
#[cfg(not(feature = "schema"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __with_schema {
    ($schemars:literal $($item:tt)*) => { $($item)* };
}

/// The schema of a request without fields.
#[cfg(feature = "schema")]
#[doc(hidden)]
#[macro_export]
macro_rules! __unit_schema {
    ($request:path, $name:literal) => {
        #[allow(deprecated, reason = "beside what is deprecated")]
        impl $crate::__private::schemars::JsonSchema for $request {
            fn schema_name() -> ::std::borrow::Cow<'static, ::core::primitive::str> {
                ::std::borrow::Cow::Borrowed($name)
            }
            fn json_schema(
                _: &mut $crate::__private::schemars::SchemaGenerator,
            ) -> $crate::__private::schemars::Schema {
                $crate::__private::unit_schema_of()
            }
        }
    };
}

/// The same without the feature: nothing.
#[cfg(not(feature = "schema"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __unit_schema {
    ($request:path, $name:literal) => {};
}
