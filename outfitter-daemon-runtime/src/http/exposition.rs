//! The text format of Prometheus: families of samples. Pure.

use std::fmt::{Display, Write};

/// What a family's samples are.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    Counter,
    Gauge,
    Histogram,
}

/// A text in the making.
#[derive(Debug, Default)]
pub(super) struct Exposition(String);

/// The labels of a sample: names and values.
pub(super) type Labels<'a> = &'a [(&'static str, &'a str)];

impl Exposition {
    /// Begins a family; its samples follow.
    pub(super) fn family(&mut self, name: &str, kind: Kind, help: &str) {
        let kind = match kind {
            Kind::Counter => "counter",
            Kind::Gauge => "gauge",
            Kind::Histogram => "histogram",
        };
        self.add(format_args!("# HELP {name} {help}\n# TYPE {name} {kind}\n"));
    }

    /// Adds a sample.
    pub(super) fn sample(&mut self, name: &str, labels: Labels<'_>, value: impl Display) {
        self.0.push_str(name);
        if !labels.is_empty() {
            let labels: Vec<String> = labels
                .iter()
                .map(|(label, value)| format!("{label}=\"{}\"", escaped(value)))
                .collect();
            self.add(format_args!("{{{}}}", labels.join(",")));
        }
        self.add(format_args!(" {value}\n"));
    }

    pub(super) fn finish(self) -> String {
        self.0
    }

    fn add(&mut self, text: std::fmt::Arguments<'_>) {
        // Writing to a text cannot fail.
        let _ = self.0.write_fmt(text);
    }
}

fn escaped(value: &str) -> String {
    value
        .replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('\n', "\\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_the_text_format() {
        let mut text = Exposition::default();
        text.family("up_seconds", Kind::Gauge, "How long.");
        text.sample("up_seconds", &[], 1.5);
        text.family("asked_total", Kind::Counter, "How often.");
        text.sample("asked_total", &[("route", "a\"b\\c\nd"), ("code", "busy")], 3);
        assert_eq!(
            text.finish(),
            "# HELP up_seconds How long.\n# TYPE up_seconds gauge\nup_seconds 1.5\n\
             # HELP asked_total How often.\n# TYPE asked_total counter\n\
             asked_total{route=\"a\\\"b\\\\c\\nd\",code=\"busy\"} 3\n"
        );
    }
}
