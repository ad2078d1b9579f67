//! What is made of command line and environment.

use super::*;

fn settings(variables: &[(&'static str, &str)]) -> Result<Settings, SettingsError> {
    let arguments = Arguments {
        lock: Some("/lock".into()),
        ..Arguments::default()
    };
    of(arguments, variables)
}

fn of(arguments: Arguments, variables: &[(&'static str, &str)]) -> Result<Settings, SettingsError> {
    Settings::of(arguments, |wanted| {
        let found = variables.iter().find(|(name, _)| *name == wanted);
        found.map(|(_, value)| value.into())
    })
}

#[test]
fn the_defaults_are_the_originals() {
    for variables in [&[][..], &[("OCTOCODE_PORT", ""), ("OCTOCODE_INIT_TIMEOUT", "")]] {
        let settings = settings(variables).unwrap();
        assert_eq!(settings.health_url, "http://localhost:1987/health");
        assert_eq!(settings.lock_timeout, Duration::from_mins(1));
        assert_eq!(settings.timeout, Duration::from_secs(30));
        assert_eq!(settings.poll_interval, Duration::from_millis(500));
    }
}

#[test]
fn the_environment_is_read_and_arguments_win() {
    let variables = [
        ("OCTOCODE_PORT", "8080"),
        ("OCTOCODE_LOCK_TIMEOUT", "1"),
        ("OCTOCODE_INIT_TIMEOUT", " 2 "),
        ("OCTOCODE_POLL_INTERVAL", "3"),
    ];
    let from_environment = settings(&variables).unwrap();
    assert_eq!(from_environment.health_url, "http://localhost:8080/health");
    assert_eq!(from_environment.lock_timeout, Duration::from_millis(1));
    assert_eq!(from_environment.timeout, Duration::from_millis(2));
    assert_eq!(from_environment.poll_interval, Duration::from_millis(3));
    let arguments = Arguments {
        health_url: Some("http://127.0.0.1:9/up?deep=1".into()),
        lock: Some("/lock".into()),
        timeout: Some(Duration::from_secs(5)),
        ..Arguments::default()
    };
    let given = of(arguments, &variables).unwrap();
    assert_eq!(given.health_url, "http://127.0.0.1:9/up?deep=1");
    assert_eq!(
        (given.timeout, given.poll_interval),
        (Duration::from_secs(5), Duration::from_millis(3))
    );
}

#[test]
fn a_value_that_makes_no_sense_is_named() {
    for (variable, value) in [
        ("OCTOCODE_PORT", "web"),
        ("OCTOCODE_PORT", "0"),
        ("OCTOCODE_PORT", "65536"),
        ("OCTOCODE_PORT", "1987abc"),
        ("OCTOCODE_INIT_TIMEOUT", "-1"),
        ("OCTOCODE_INIT_TIMEOUT", "0"),
        ("OCTOCODE_INIT_TIMEOUT", "NaN"),
        ("OCTOCODE_LOCK_TIMEOUT", "1e3"),
        ("OCTOCODE_POLL_INTERVAL", "99999999999999999999"),
    ] {
        let text = settings(&[(variable, value)]).unwrap_err().to_string();
        assert!(text.contains(variable) && text.contains(value), "{text}");
    }
}

#[test]
fn a_health_url_that_cannot_be_asked_is_refused() {
    for url in [
        "https://localhost/health",
        "localhost:80",
        "http://",
        "/health",
        "http://a b/",
        "",
    ] {
        let arguments = Arguments {
            health_url: Some(url.into()),
            ..Arguments::default()
        };
        let error = of(arguments, &[]).unwrap_err();
        assert!(matches!(error, SettingsError::HealthUrl { .. }), "{url}: {error}");
    }
}

#[test]
fn times_have_units() {
    for (text, milliseconds) in [("500", 500), ("500ms", 500), ("30s", 30_000), ("2m", 120_000)] {
        assert_eq!(
            parse_duration(text),
            Ok(Duration::from_millis(milliseconds)),
            "{text}"
        );
    }
    for text in ["", "s", "0", "-1s", "1.5s", "1h", "1 s", "99999999999999999999m"] {
        parse_duration(text).unwrap_err();
    }
}
