//! A protocol as data: what is kept in the file.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::ipc::{Protocol, RequestKind, RequestSchema};
use crate::serial::{deserialize_fields, serialize_fields};

/// All that matters to a client.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Shape {
    pub(super) protocol: String,
    pub(super) requests: BTreeMap<String, Request>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Request {
    pub(super) kind: String,
    pub(super) idempotent: bool,
    /// None if only the name and the kind are known.
    pub(super) schema: Option<Schemas>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Schemas {
    pub(super) payload: Value,
    pub(super) reply: Value,
    pub(super) item: Option<Value>,
    pub(super) error: Option<Value>,
}

serialize_fields!(Shape { protocol, requests });
deserialize_fields!(impl<'de> Shape { protocol, requests });
serialize_fields!(Request { kind, idempotent, schema unless Option::is_none });
deserialize_fields!(impl<'de> Request { kind, idempotent or false, schema or None });
serialize_fields!(Schemas { payload, reply, item unless Option::is_none, error unless Option::is_none });
deserialize_fields!(impl<'de> Schemas { payload, reply, item or None, error or None });

impl Shape {
    pub(super) fn of<P: Protocol>() -> Self {
        let mut schemas: BTreeMap<_, _> = P::schemas()
            .into_iter()
            .map(|schema| (schema.name, Schemas::of(schema)))
            .collect();
        let requests = P::REQUESTS.iter().map(|info| {
            let request = Request {
                kind: kind(info.kind),
                idempotent: info.idempotent,
                schema: schemas.remove(info.name),
            };
            (info.name.to_owned(), request)
        });
        Self {
            protocol: P::NAME.rsplit("::").next().unwrap_or_default().to_owned(),
            requests: requests.collect(),
        }
    }

    pub(super) fn to_text(&self) -> String {
        let text = serde_json::to_string_pretty(self).unwrap_or_default();
        text + "\n"
    }
}

/// As `daemon.routes` says it.
fn kind(kind: RequestKind) -> String {
    let name = serde_json::to_value(kind).ok();
    name.as_ref()
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned()
}

impl Schemas {
    fn of(schema: RequestSchema) -> Self {
        Self {
            payload: bare(schema.payload),
            reply: bare(schema.reply),
            item: schema.item.map(bare),
            error: schema.error.map(bare),
        }
    }
}

/// The schema without what is only for people.
fn bare(mut schema: Value) -> Value {
    strip(&mut schema);
    schema
}

fn strip(schema: &mut Value) {
    if let Some(members) = schema.as_object_mut() {
        for name in [
            "$schema",
            "title",
            "description",
            "default",
            "examples",
            "deprecated",
        ] {
            members.remove(name);
        }
        for (name, member) in members {
            match (name.as_str(), member) {
                // Their members are names of the user's.
                ("properties" | "$defs" | "patternProperties", Value::Object(named)) => {
                    named.values_mut().for_each(strip);
                }
                ("enum" | "const", _) => {}
                (_, member) => strip(member),
            }
        }
    } else if let Some(elements) = schema.as_array_mut() {
        elements.iter_mut().for_each(strip);
    }
}
