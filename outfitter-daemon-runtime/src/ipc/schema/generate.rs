//! From types to schemas.

use std::any::TypeId;
use std::borrow::Cow;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::Value;

use crate::ipc::message::{AnyError, NoError, NoItem};

/// A type that has a JSON Schema.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no JSON Schema, which `#[ipc_protocol(schema)]` asks of every type on the wire",
    label = "no JSON Schema",
    note = "write `#[derive(outfitter_daemon::schemars::JsonSchema)]` and, below it, `#[schemars(crate = \"outfitter_daemon::schemars\")]` on it, or remove `schema` from the attribute"
)]
pub trait Described: JsonSchema {}

#[diagnostic::do_not_recommend]
impl<T: JsonSchema> Described for T {}

/// What a client may send.
#[doc(hidden)]
pub fn payload_schema<T: Described>() -> Value {
    let settings = SchemaSettings::draft2020_12().for_deserialize();
    settings.into_generator().into_root_schema_for::<T>().to_value()
}

/// What the daemon may answer; none if there are no such answers.
#[doc(hidden)]
pub fn answer_schema<T: Described + 'static>() -> Option<Value> {
    let never = [
        TypeId::of::<NoItem>(),
        TypeId::of::<NoError>(),
        // That of a oneway request, which nobody hears.
        TypeId::of::<AnyError>(),
    ];
    if never.contains(&TypeId::of::<T>()) {
        return None;
    }
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let schema = settings.into_generator().into_root_schema_for::<T>();
    Some(schema.to_value())
}

/// The payload of a request without fields.
#[doc(hidden)]
pub fn unit_schema_of() -> Schema {
    json_schema!({ "type": "object" })
}

/// A type that is never on the wire.
macro_rules! never {
    ($($never:ty),+) => {
        $(impl JsonSchema for $never {
            fn inline_schema() -> bool {
                true
            }
            fn schema_name() -> Cow<'static, str> {
                stringify!($never).into()
            }
            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                false.into()
            }
        })+
    };
}

never!(NoItem, NoError, AnyError);
