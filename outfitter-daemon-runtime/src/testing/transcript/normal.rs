//! One line without what differs from run to run.

use std::collections::{BTreeSet, HashMap};

use serde_json::{Map, Value};

/// The members of a line that come first, in the order in which clients and daemons write them.
const FIRST: [&str; 5] = ["id", "type", "stream", "credit", "timeout_ms"];

/// Knows the ids so far.
pub(super) struct Normal<'a> {
    volatile: &'a BTreeSet<String>,
    ids: HashMap<String, usize>,
}

impl<'a> Normal<'a> {
    pub(super) fn new(volatile: &'a BTreeSet<String>) -> Self {
        Self {
            volatile,
            ids: HashMap::new(),
        }
    }

    /// The line in its normal form; what is no JSON object stays as it is.
    pub(super) fn line(&mut self, line: &[u8]) -> String {
        let Ok(Value::Object(mut members)) = serde_json::from_slice(line) else {
            return String::from_utf8_lossy(line).into_owned();
        };
        if let Some(id) = members.get_mut("id").filter(|id| !id.is_null()) {
            let next = self.ids.len() + 1;
            let number = *self.ids.entry(id.to_string()).or_insert(next);
            *id = number.to_string().into();
        }
        let payload = members.remove("payload");
        let mut parts = write_members(&members, &FIRST);
        parts.extend(payload.map(|payload| format!("\"payload\":{}", self.value(&payload))));
        format!("{{{}}}", parts.join(","))
    }

    /// A value of the payload: its members sorted, those that are volatile without their value, `type` first.
    fn value(&self, value: &Value) -> String {
        match value {
            Value::Object(members) => {
                let known = members.iter().map(|(name, value)| {
                    let value = if self.volatile.contains(name) {
                        "\"…\"".to_owned()
                    } else {
                        self.value(value)
                    };
                    (name != "type", name, value)
                });
                let mut parts: Vec<_> = known.collect();
                parts.sort();
                let parts: Vec<_> = parts.iter().map(|(_, name, value)| member(name, value)).collect();
                format!("{{{}}}", parts.join(","))
            }
            Value::Array(values) => {
                let values: Vec<_> = values.iter().map(|value| self.value(value)).collect();
                format!("[{}]", values.join(","))
            }
            other => other.to_string(),
        }
    }
}

fn write_members(members: &Map<String, Value>, first: &[&str]) -> Vec<String> {
    let place = |name: &str| {
        first
            .iter()
            .position(|known| *known == name)
            .unwrap_or(first.len())
    };
    let mut sorted: Vec<_> = members.iter().collect();
    sorted.sort_by_key(|(name, _)| (place(name), name.as_str()));
    let written = sorted
        .into_iter()
        .map(|(name, value)| member(name, &value.to_string()));
    written.collect()
}

fn member(name: &str, value: &str) -> String {
    format!("{}:{value}", Value::from(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_out_what_differs_from_run_to_run() {
        let volatile = BTreeSet::from(["pid".to_owned()]);
        let mut normal = Normal::new(&volatile);
        let mut line = |text: &str| normal.line(text.as_bytes());
        assert_eq!(
            line(r#"{"type":"request","id":"77","payload":{"b":[{"pid":1}],"a":"x","type":"t"}}"#),
            r#"{"id":"1","type":"request","payload":{"type":"t","a":"x","b":[{"pid":"…"}]}}"#
        );
        assert_eq!(
            line(r#"{"id":3,"type":"cancel"}"#),
            r#"{"id":"2","type":"cancel"}"#
        );
        assert_eq!(line(r#"{"id":"77","type":"x"}"#), r#"{"id":"1","type":"x"}"#);
        assert_eq!(
            line(r#"{"id":null,"type":"error"}"#),
            r#"{"id":null,"type":"error"}"#
        );
        assert_eq!(line("hello"), "hello");
    }
}
