//! Times, as they are written and read by people. Pure.

use std::time::Duration;

/// Longer than anybody waits.
const LONGEST: Duration = Duration::from_hours(24 * 365);

/// Reads `500ms`, `10s`, `2m`, `1h`, or a number of seconds.
pub(super) fn parse(text: &str) -> Result<Duration, String> {
    let wrong = || format!("expected a time as `500ms`, `10s`, `2m` or `1h`, found `{text}`");
    let end = text
        .find(|c: char| !(c.is_ascii_digit() || c == '.'))
        .unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    let number: f64 = number.parse().map_err(|_| wrong())?;
    let seconds = match unit {
        "ms" => number / 1000.0,
        "" | "s" => number,
        "m" => number * 60.0,
        "h" => number * 3600.0,
        _ => return Err(wrong()),
    };
    match Duration::try_from_secs_f64(seconds) {
        Ok(time) if time.is_zero() => Err("a time of nothing is too short".to_owned()),
        Ok(time) if time <= LONGEST => Ok(time),
        _ => Err(wrong()),
    }
}

/// Writes whole seconds with their two largest units: `3 d 4 h`.
pub(super) fn of_seconds(seconds: u64) -> String {
    let units = [(86_400, "d"), (3600, "h"), (60, "min"), (1, "s")];
    let Some(first) = units.iter().position(|(size, _)| seconds >= *size) else {
        return "0 s".to_owned();
    };
    let mut left = seconds;
    let mut parts = Vec::new();
    for (size, unit) in units.iter().skip(first).take(2) {
        let count = left / size;
        left %= size;
        if count > 0 {
            parts.push(format!("{count} {unit}"));
        }
    }
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_times() {
        for (text, ms) in [
            ("500ms", 500),
            ("10s", 10_000),
            ("1.5", 1500),
            ("2m", 120_000),
            ("1h", 3_600_000),
        ] {
            assert_eq!(parse(text), Ok(Duration::from_millis(ms)), "{text}");
        }
        for text in [
            "",
            "s",
            "0",
            "0ms",
            "-1s",
            "1 s",
            "10d",
            "1.2.3s",
            "99999999h",
            "fast",
        ] {
            assert!(parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn writes_times() {
        for (seconds, text) in [
            (0, "0 s"),
            (59, "59 s"),
            (60, "1 min"),
            (3599, "59 min 59 s"),
            (3605, "1 h"),
            (277_200, "3 d 5 h"),
        ] {
            assert_eq!(of_seconds(seconds), text);
        }
    }
}
