//! `call` and `routes`.

use super::controlled;

#[test]
fn a_request_is_answered_as_json() {
    let program = controlled();
    program.ok(&["start"]);
    assert_eq!(program.ok(&["call", "add", r#"{"a": 2, "b": 3}"#]), "5\n");
    assert_eq!(
        program
            .run_with_input(&["call", "add", "-"], r#"{"a": 2, "b": 4}"#)
            .stdout,
        "6\n"
    );
    assert_eq!(program.ok(&["call", "print", r#"{"text": "x"}"#]), "null\n");
    assert_eq!(program.ok(&["call", "arguments"]), "[\"controlled\",[]]\n");
}

#[test]
fn a_stream_is_printed_item_by_item() {
    let program = controlled();
    program.ok(&["start"]);
    // More than one credit of a client.
    let items = program.ok(&["call", "count", r#"{"to": 2000}"#]);
    let expected: Vec<String> = (0..2000).map(|number| number.to_string()).collect();
    assert_eq!(items.lines().collect::<Vec<_>>(), expected);
    let failed = program.run(&["call", "count", r#"{"to": 2, "then_fail": true}"#]);
    assert_eq!((failed.code, failed.stdout.as_str()), (1, "0\n1\n"), "{failed:?}");
    assert!(failed.stderr.contains("that was all"), "{failed:?}");
}

#[test]
fn what_makes_no_sense_is_2_and_says_what_does() {
    let program = controlled();
    program.ok(&["start"]);
    for (arguments, said) in [
        (&["call", "ad"][..], "did you mean \"add\"?"),
        (&["call", "ad"], "routes` lists"),
        (&["call", "add", "{"], "is no JSON"),
        (&["call", "add", "[1]"], "this is an array"),
        (&["call", "add", r#"{"a": "x", "b": 1}"#], "payload.a"),
        (&["call"], "<REQUEST>"),
    ] {
        let done = program.run(arguments);
        assert_eq!(done.code, 2, "{arguments:?}: {done:?}");
        assert!(done.stderr.contains(said), "{arguments:?}: {done:?}");
        assert_eq!(done.stdout, "", "{arguments:?}");
    }
    let broken = program.run_with_input(&["call", "add", "-"], "{\"a\": ");
    assert_eq!(broken.code, 2);
    assert!(broken.stderr.contains("standard input is no JSON"), "{broken:?}");
}

#[test]
fn the_requests_own_error_is_1_with_all_that_it_says() {
    let program = controlled();
    program.ok(&["start"]);
    let largest = r#"{"a": 9223372036854775807, "b": 1}"#;
    let failed = program.run(&["call", "add", largest]);
    assert_eq!(failed.code, 1);
    assert!(
        failed.stderr.contains("9223372036854775807 is too large"),
        "{failed:?}"
    );
    let json = program.json(&["call", "add", largest]);
    assert_eq!(json["error"]["data"]["a"], i64::MAX);
    assert_eq!(json["error"]["code"], "failed");
}

#[test]
fn a_request_that_is_not_answered_ends_in_time() {
    let program = controlled();
    program.ok(&["start"]);
    let late = program.run(&["call", "hang", "--timeout", "100ms"]);
    assert_eq!(late.code, 124, "{late:?}");
    let panicked = program.run(&["call", "fall"]);
    assert_eq!(panicked.code, 1, "{panicked:?}");
}

#[test]
fn routes_lists_what_can_be_asked() {
    let program = controlled();
    assert_eq!(program.run(&["routes"]).code, 69);
    program.ok(&["start"]);
    let text = program.ok(&["routes"]);
    assert!(text.contains("add        reply   Adds two numbers."), "{text}");
    assert!(text.contains("count      stream  Counts."), "{text}");
    let json = program.json(&["routes"]);
    assert!(
        json.as_array()
            .unwrap()
            .iter()
            .any(|route| route["name"] == "count" && route["kind"] == "streams")
    );
}
