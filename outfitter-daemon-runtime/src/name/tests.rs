//! Names that are allowed, names that are not, and what is said about those.

use super::*;
use crate::fixtures::with_causes;

#[test]
fn accepts_portable_names() {
    for name in [
        "a",
        "my-service",
        "my_service",
        "v1.2",
        "_x",
        "7zip",
        "Waymark",
        "console",
        "com",
        "com10",
    ] {
        assert_eq!(DaemonName::new(name).map(|n| n.to_string()), Ok(name.to_owned()));
    }
    assert!(DaemonName::new("x".repeat(64)).is_ok());
}

#[test]
fn refuses_what_could_leave_its_directory_or_is_not_portable() {
    for name in [
        "", ".", "..", "../x", "a/b", "a\\b", "/etc", "-rf", ".hidden", "a b", "ü", "a\0b", "a.", "con",
    ] {
        assert!(DaemonName::new(name).is_err(), "{name:?}");
    }
    for name in ["CON", "Nul.txt", "aux", "prn", "com1", "LPT9.log", "com0"] {
        assert!(
            matches!(DaemonName::new(name), Err(NameError::Reserved { .. })),
            "{name:?}"
        );
    }
    assert!(matches!(
        DaemonName::new("x".repeat(65)),
        Err(NameError::TooLong { length: 65, .. })
    ));
}

#[test]
fn an_error_quotes_the_name_and_suggests_another() {
    let suggested = |name: &str| match DaemonName::new(name) {
        Ok(_) | Err(NameError::Empty | NameError::Instance { .. }) => None,
        Err(
            NameError::TooLong { suggestion, .. }
            | NameError::Character { suggestion, .. }
            | NameError::Start { suggestion, .. }
            | NameError::End { suggestion, .. }
            | NameError::Reserved { suggestion, .. },
        ) => suggestion,
    };
    let suggestion = |name: &str| suggested(name).unwrap_or_default();
    assert_eq!(suggestion("My Daemon"), "my-daemon");
    assert_eq!(suggestion("../../evil"), "evil");
    assert_eq!(suggestion("con"), "con-daemon");
    assert_eq!(suggestion("nul.txt"), "nul-txt-daemon");
    assert_eq!(suggestion("v1."), "v1");
    assert_eq!(suggestion(&"x".repeat(70)), "x".repeat(64));
    assert_eq!(suggestion("///"), "");
    let text = DaemonName::new("My Daemon").unwrap_err().to_string();
    assert_eq!(
        text,
        "daemon name \"My Daemon\" contains ' ', allowed are ASCII letters, digits, `.`, `_` and `-`; \
         try `my-daemon`"
    );
}

#[test]
fn an_error_about_an_enormous_name_is_short() {
    let text = DaemonName::new("é".repeat(1_000_000)).unwrap_err().to_string();
    assert!(text.len() < 400, "{} bytes", text.len());
}

#[test]
fn the_prefix_of_the_variables_can_be_set_in_a_shell() {
    for (name, prefix) in [
        ("my-service", "MY_SERVICE"),
        ("a.b_c", "A_B_C"),
        ("7zip", "_7ZIP"),
    ] {
        assert_eq!(
            DaemonName::new(name).map(|n| n.env_prefix()),
            Ok(prefix.to_owned())
        );
    }
}

#[test]
fn an_instance_is_named_as_a_daemon_is() {
    let name = DaemonName::new("7-zip@work").unwrap();
    assert_eq!((name.program(), name.instance()), ("7-zip", Some("work")));
    assert_eq!(name.env_prefix(), DaemonName::new("7-zip").unwrap().env_prefix());
    assert_eq!(name.with_instance("home").unwrap().as_str(), "7-zip@home");
    assert_eq!(DaemonName::new("a").unwrap().instance(), None);
    for (name, problem) in [
        ("a@", "is empty"),
        ("a@../b", "contains '/'"),
        ("a@b@c", "contains '@'"),
        ("a@.b", "begins with '.'"),
        ("@b", "is empty"),
        ("a/b@c", "contains '/'"),
    ] {
        let error = DaemonName::new(name).unwrap_err().to_string();
        assert!(error.contains(problem), "{name}: {error}");
    }
}

#[test]
fn each_error_says_what_is_wrong() {
    let (name, suggestion) = (String::from("a\"b"), Some(String::from("c")));
    for (error, text) in [
        (
            NameError::Empty,
            "a daemon's name is empty, expected 1 to 64 ASCII letters, digits, `.`, `_` and `-`",
        ),
        (
            NameError::TooLong {
                name: name.clone(),
                length: 65,
                suggestion: suggestion.clone(),
            },
            "daemon name \"a\\\"b\" has 65 bytes, at most 64 are allowed; try `c`",
        ),
        (
            NameError::Character {
                name: name.clone(),
                character: '"',
                suggestion: None,
            },
            "daemon name \"a\\\"b\" contains '\"', allowed are ASCII letters, digits, `.`, `_` and `-`",
        ),
        (
            NameError::Start {
                name: name.clone(),
                character: '-',
                suggestion: suggestion.clone(),
            },
            "daemon name \"a\\\"b\" begins with '-', expected a letter, digit or `_`; try `c`",
        ),
        (
            NameError::End {
                name: name.clone(),
                suggestion: suggestion.clone(),
            },
            "daemon name \"a\\\"b\" ends with '.', which not every platform keeps; try `c`",
        ),
        (
            NameError::Reserved {
                name: name.clone(),
                suggestion,
            },
            "daemon name \"a\\\"b\" is reserved on Windows; try `c`",
        ),
        (
            NameError::Instance {
                instance: name,
                problem: Box::new(NameError::Empty),
            },
            "\"a\\\"b\" cannot be an instance, which is named as a daemon is: \
             a daemon's name is empty, expected 1 to 64 ASCII letters, digits, `.`, `_` and `-`",
        ),
    ] {
        assert_eq!(with_causes(&error), text);
    }
}
