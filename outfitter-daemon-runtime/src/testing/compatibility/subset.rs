//! Whether all that fits one JSON Schema fits another.
//!
//! It knows what `schemars` writes. What it does not know counts as fitting only if it is the same on both sides.

use std::collections::BTreeSet;
use std::fmt;

use serde_json::Value;

use super::ranges;
use super::rules::{alternatives, describe, further_rules, is_anything, names, resolve, type_of, values};

/// A place where something may be sent that is not read, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Misfit {
    place: String,
    why: String,
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.why)
    }
}

/// All places where a value of `sent` need not be a value of `read`.
pub(super) fn misfits(sent: &Value, read: &Value) -> Vec<Misfit> {
    let mut comparison = Comparison {
        sent_root: sent,
        read_root: read,
        assumed: BTreeSet::new(),
        found: Vec::new(),
    };
    comparison.compare(sent, read, "");
    comparison.found
}

struct Comparison<'a> {
    sent_root: &'a Value,
    read_root: &'a Value,
    /// Pairs that have been met already: types can contain themselves.
    assumed: BTreeSet<(String, String)>,
    found: Vec<Misfit>,
}

impl Comparison<'_> {
    fn misfit(&mut self, place: &str, why: impl Into<String>) {
        self.found.push(Misfit {
            place: place.to_owned(),
            why: why.into(),
        });
    }

    fn compare(&mut self, sent: &Value, read: &Value, place: &str) {
        let (sent_root, read_root) = (self.sent_root, self.read_root);
        let (sent, read) = (resolve(sent, sent_root), resolve(read, read_root));
        if is_anything(read) || *sent == Value::Bool(false) {
            return;
        }
        if !self.assumed.insert((sent.to_string(), read.to_string())) {
            return;
        }
        let kinds = alternatives(sent);
        if kinds.len() > 1 {
            for kind in &kinds {
                self.compare(kind, read, place);
            }
            return;
        }
        let choices = alternatives(read);
        if choices.len() > 1 {
            return self.compare_with_any(sent, &choices, place);
        }
        self.compare_simple(sent, read, place);
    }

    /// One of `choices` must do. If none does, the one that comes closest tells why.
    fn compare_with_any(&mut self, sent: &Value, choices: &[Value], place: &str) {
        let mut closest: Option<Vec<Misfit>> = None;
        for choice in choices {
            let mut attempt = Comparison {
                sent_root: self.sent_root,
                read_root: self.read_root,
                assumed: self.assumed.clone(),
                found: Vec::new(),
            };
            attempt.compare(sent, choice, place);
            let depth = |misfits: &[Misfit]| misfits.iter().map(|misfit| misfit.place.len()).max();
            if attempt.found.is_empty() {
                return;
            }
            if closest
                .as_ref()
                .is_none_or(|closest| depth(&attempt.found) > depth(closest))
            {
                closest = Some(attempt.found);
            }
        }
        match closest {
            Some(misfits) if misfits.iter().any(|misfit| misfit.place != place) => self.found.extend(misfits),
            _ => self.misfit(place, format!("{} is none of what is taken", describe(sent))),
        }
    }

    fn compare_simple(&mut self, sent: &Value, read: &Value, place: &str) {
        if let Some(taken) = values(read) {
            let unknown = match values(sent) {
                Some(values) => values.into_iter().find(|value| !taken.contains(value)),
                None => {
                    return self.misfit(
                        place,
                        format!("{} is not one of the values that are taken", describe(sent)),
                    );
                }
            };
            if let Some(value) = unknown {
                self.misfit(place, format!("the value {value} is not known"));
            }
            return;
        }
        let (sent_type, read_type) = (type_of(sent), type_of(read));
        let fits = sent_type == read_type || (sent_type == "integer" && read_type == "number");
        if !fits && !read_type.is_empty() {
            return self.misfit(
                place,
                format!("{} is sent and {} is taken", describe(sent), describe(read)),
            );
        }
        if values(sent).is_some() {
            return;
        }
        match read_type.as_str() {
            "integer" | "number" if !ranges::fits(sent, read) => {
                self.misfit(
                    place,
                    format!("{} does not fit into {}", describe(sent), describe(read)),
                );
            }
            "array" => self.compare_arrays(sent, read, place),
            "object" => self.compare_objects(sent, read, place),
            _ => {}
        }
        for (rule, value) in further_rules(read) {
            if sent.get(rule) != Some(value) {
                self.misfit(
                    place,
                    format!("the rule `{rule}: {value}` holds of what is taken, and not of what is sent"),
                );
            }
        }
    }

    fn compare_arrays(&mut self, sent: &Value, read: &Value, place: &str) {
        let empty = Vec::new();
        let elements = |schema: &Value| schema["prefixItems"].as_array().unwrap_or(&empty).clone();
        for (number, (sent, read)) in elements(sent).iter().zip(&elements(read)).enumerate() {
            self.compare(sent, read, &format!("{place}[{number}]"));
        }
        if elements(sent).len() != elements(read).len() {
            self.misfit(place, "the number of elements differs");
        }
        if let Some(read) = read.get("items").filter(|items| items.is_object()) {
            self.compare(
                sent.get("items").unwrap_or(&Value::Bool(true)),
                read,
                &format!("{place}[]"),
            );
        }
    }

    fn compare_objects(&mut self, sent: &Value, read: &Value, place: &str) {
        let always = names(sent);
        let properties = |schema: &Value| schema["properties"].as_object().cloned().unwrap_or_default();
        let (sent_ones, read_ones) = (properties(sent), properties(read));
        for needed in names(read).difference(&always) {
            let why = if sent_ones.contains_key(needed) {
                "may be missing"
            } else {
                "is missing"
            };
            self.misfit(&format!("{place}.{needed}"), format!("it is needed, and {why}"));
        }
        let others = read.get("additionalProperties").unwrap_or(&Value::Bool(true));
        for (name, member) in &sent_ones {
            let read = read_ones.get(name).unwrap_or(others);
            let place = format!("{place}.{name}");
            if *read == Value::Bool(false) {
                self.misfit(&place, "no such member is taken");
            } else {
                self.compare(member, read, &place);
            }
        }
        if let Some(further) = sent
            .get("additionalProperties")
            .filter(|further| further.is_object())
        {
            self.compare(further, others, &format!("{place}.*"));
        } else if others.is_object() && sent_ones.is_empty() {
            self.misfit(
                &format!("{place}.*"),
                "any member may be sent, and only some are taken",
            );
        }
    }
}
