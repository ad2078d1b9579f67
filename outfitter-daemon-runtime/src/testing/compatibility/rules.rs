//! What one JSON Schema says.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

fn reference(schema: &Value) -> Option<&str> {
    schema.get("$ref")?.as_str()
}

/// What a reference into the document stands for.
pub(super) fn resolve<'a>(schema: &'a Value, root: &'a Value) -> &'a Value {
    let mut schema = schema;
    // A definition that is only another reference ends somewhere.
    for _ in 0..16 {
        let Some(target) = reference(schema).and_then(|path| path.strip_prefix('#')) else {
            break;
        };
        schema = root.pointer(target).unwrap_or(&Value::Null);
    }
    schema
}

pub(super) fn is_anything(schema: &Value) -> bool {
    match schema {
        Value::Bool(anything) => *anything,
        Value::Object(rules) => rules.keys().all(|rule| rule == "$defs"),
        _ => false,
    }
}

/// The schemas of which a value fits one; only the schema itself if there are no several.
pub(super) fn alternatives(schema: &Value) -> Vec<Value> {
    for key in ["anyOf", "oneOf"] {
        if let Some(all) = schema.get(key).and_then(Value::as_array) {
            return all.clone();
        }
    }
    match schema.get("type").and_then(Value::as_array) {
        None => vec![schema.clone()],
        Some(types) => {
            let of_type = |kind: &Value| {
                let mut schema = schema.clone();
                schema["type"] = kind.clone();
                schema
            };
            types.iter().map(of_type).collect()
        }
    }
}

/// The only values that fit, if they are listed.
pub(super) fn values(schema: &Value) -> Option<Vec<Value>> {
    match (schema.get("const"), schema.get("enum")) {
        (Some(value), _) => Some(vec![value.clone()]),
        (None, Some(Value::Array(values))) => Some(values.clone()),
        _ => None,
    }
}

pub(super) fn type_of(schema: &Value) -> String {
    match schema.get("type").and_then(Value::as_str) {
        Some(name) => name.to_owned(),
        None => match values(schema).as_deref() {
            Some([Value::String(_), ..]) => "string".to_owned(),
            _ => String::new(),
        },
    }
}

/// The names of the members that an object must have.
pub(super) fn names(schema: &Value) -> BTreeSet<String> {
    let names = schema["required"].as_array().into_iter().flatten();
    names.filter_map(Value::as_str).map(str::to_owned).collect()
}

/// The rules that are only compared as a whole.
pub(super) fn further_rules(schema: &Value) -> Vec<(&String, &Value)> {
    const UNDERSTOOD: [&str; 13] = [
        "$defs",
        "$ref",
        "additionalProperties",
        "const",
        "enum",
        "items",
        "maximum",
        "minimum",
        "prefixItems",
        "properties",
        "required",
        "type",
        "writeOnly",
    ];
    let is_number = ["integer", "number"].contains(&type_of(schema).as_str());
    let rules = schema.as_object().into_iter().flat_map(Map::iter);
    let understood = move |name: &str| UNDERSTOOD.contains(&name) || (is_number && name == "format");
    rules.filter(|(name, _)| !understood(name)).collect()
}

/// The kind of value, for messages: `int64`, `string`, `object`.
pub(super) fn describe(schema: &Value) -> String {
    if let Some(values) = values(schema) {
        let values: Vec<_> = values.iter().map(Value::to_string).collect();
        return values.join(" or ");
    }
    let name = schema["format"].as_str().or_else(|| schema["type"].as_str());
    name.map_or_else(|| "anything".to_owned(), |name| format!("`{name}`"))
}
