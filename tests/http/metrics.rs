//! What a scraper reads.

use std::collections::{BTreeMap, BTreeSet};

use outfitter_daemon_tests::eventually;
use serde_json::json;

use super::ask::{ask, call, start, touch};

/// Reads the text format of Prometheus as strictly as its specification allows: name and labels of each sample.
fn read(text: &str) -> BTreeMap<String, f64> {
    let (mut families, mut samples) = (BTreeSet::new(), BTreeMap::new());
    let mut family = (String::new(), String::new());
    assert!(text.ends_with('\n'));
    for line in text.lines() {
        if let Some(rest) = line.strip_prefix("# HELP ") {
            let (name, help) = rest.split_once(' ').unwrap();
            assert!(families.insert(name.to_owned()) && !help.is_empty(), "{line}");
            family = (name.to_owned(), String::new());
        } else if let Some(rest) = line.strip_prefix("# TYPE ") {
            let (name, kind) = rest.split_once(' ').unwrap();
            assert!(
                name == family.0 && ["counter", "gauge", "histogram"].contains(&kind),
                "{line}"
            );
            kind.clone_into(&mut family.1);
        } else {
            let (sample, value) = line.rsplit_once(' ').unwrap();
            let name = sample.split('{').next().unwrap();
            let base = if family.1 == "histogram" {
                name.trim_end_matches("_bucket")
                    .trim_end_matches("_sum")
                    .trim_end_matches("_count")
            } else {
                name
            };
            assert_eq!(base, family.0, "{line}");
            assert!(
                name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'),
                "{line}"
            );
            assert!(
                sample == name || (sample.ends_with("\"}") && sample.contains("=\"")),
                "{line}"
            );
            assert!(
                samples
                    .insert(sample.to_owned(), value.parse().unwrap())
                    .is_none(),
                "{line}"
            );
        }
    }
    samples
}

#[test]
fn metrics_are_the_text_format_of_prometheus() {
    let daemon = start();
    touch(&daemon, "no-cache");
    for _ in 0..3 {
        call(&daemon, &json!({ "type": "add", "a": 1, "b": 2 }));
    }
    call(&daemon, &json!({ "type": "add", "a": 200, "b": 200 }));
    call(&daemon, &json!({ "type": "add", "a": "no" }));
    call(&daemon, &json!({ "type": "hang" }));
    call(&daemon, &json!({ "type": "nothing" }));
    let mut last = None;
    // The answer that says so: of another, this one's client might not have gone yet.
    eventually("the callers are seen to have gone", || {
        let answer = ask(&daemon, "GET /metrics");
        let alone = answer.body.contains("outfitter_daemon_connections 1\n");
        last = Some(answer);
        alone
    });
    let answer = last.unwrap();
    assert!(
        answer.has("content-type: text/plain; version=0.0.4; charset=utf-8"),
        "{}",
        answer.head
    );
    let samples = read(&answer.body);
    let expected = [
        ("outfitter_daemon_info{name=\"web\",version=\"1.2.3\"}", 1),
        ("outfitter_daemon_state{state=\"running\"}", 1),
        ("outfitter_daemon_state{state=\"stopping\"}", 0),
        (
            "outfitter_daemon_request_duration_seconds_count{route=\"add\"}",
            5,
        ),
        (
            "outfitter_daemon_request_duration_seconds_bucket{route=\"add\",le=\"+Inf\"}",
            5,
        ),
        (
            "outfitter_daemon_request_duration_seconds_count{route=\"hang\"}",
            1,
        ),
        (
            "outfitter_daemon_request_duration_seconds_bucket{route=\"hang\",le=\"0.025\"}",
            0,
        ),
        (
            "outfitter_daemon_request_errors_total{route=\"add\",code=\"failed\"}",
            1,
        ),
        (
            "outfitter_daemon_request_errors_total{route=\"add\",code=\"invalid_payload\"}",
            1,
        ),
        (
            "outfitter_daemon_request_errors_total{route=\"hang\",code=\"timeout\"}",
            1,
        ),
        ("outfitter_daemon_refused_total{code=\"unknown_request\"}", 1),
        ("outfitter_daemon_requests_waiting", 0),
        ("outfitter_daemon_connections", 1),
        ("outfitter_daemon_healthy", 1),
        ("outfitter_daemon_check_healthy{check=\"cache\"}", 0),
        ("outfitter_daemon_check_healthy{check=\"database\"}", 1),
    ];
    for (sample, value) in expected {
        assert_eq!(
            samples.get(sample),
            Some(&f64::from(value)),
            "{sample} in\n{}",
            answer.body
        );
    }
    assert!(samples["process_start_time_seconds"] > 1.7e9);
    assert!(samples["outfitter_daemon_uptime_seconds"] >= 0.0);
    assert!(samples["outfitter_daemon_connections_total"] >= 8.0);
}
