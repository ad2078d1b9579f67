//! Durations as text: `"500ms"`, `"10s"`, `"2m"`, `"1h"`.

use super::arg::Arg;
use super::quantity::Quantity;

/// A year: longer is a slip, and the sum with a point in time must not overflow.
const LONGEST_MS: u64 = 365 * 24 * 3_600_000;

const DURATION: Quantity = Quantity {
    what: "a duration",
    examples: "`\"500ms\"`, `\"10s\"` or `\"2m\"`",
    units: &[("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000)],
    largest: LONGEST_MS,
    more_than_zero: "longer than zero",
    at_most: "of at most a year (`\"8760h\"`)",
    guess,
};

/// The value of `arg` in milliseconds.
pub(crate) fn duration_ms(arg: &Arg) -> syn::Result<u64> {
    DURATION.of(arg)
}

/// What somebody who wrote `10 sec`, `1.5s`, `10` or `1h30m` most likely meant.
fn guess(text: &str) -> Option<String> {
    guess_one(text).or_else(|| guess_sum(text))
}

/// `1h30m`, of which the last unit may be left out.
fn guess_sum(text: &str) -> Option<String> {
    let units = DURATION.units;
    let mut rest = text.trim();
    let (mut sum, mut last) = (0_u64, units.len());
    while !rest.is_empty() {
        let number_ends = rest
            .find(|letter: char| !letter.is_ascii_digit())
            .unwrap_or(rest.len());
        let (number, behind) = rest.split_at(number_ends);
        let unit_ends = behind
            .find(|letter: char| letter.is_ascii_digit())
            .unwrap_or(behind.len());
        let (unit, behind) = behind.split_at(unit_ends);
        let at = match unit.trim() {
            "" => last.checked_sub(1)?,
            unit => units.iter().position(|(name, _)| *name == unit)?,
        };
        let (_, factor) = units.get(at).filter(|_| at < last)?;
        sum = sum.checked_add(number.parse::<u64>().ok()?.checked_mul(*factor)?)?;
        (rest, last) = (behind.trim_start(), at);
    }
    let (unit, factor) = units.iter().rev().find(|(_, factor)| sum % factor == 0)?;
    (1..=LONGEST_MS)
        .contains(&sum)
        .then(|| format!("{}{unit}", sum / factor))
}

fn guess_one(text: &str) -> Option<String> {
    let text = text.trim();
    let unit_at = text
        .find(|letter: char| !letter.is_ascii_digit() && letter != '.')
        .unwrap_or(text.len());
    let (number, unit) = text.split_at(unit_at);
    let (unit, smaller, factor) = match unit.trim().to_ascii_lowercase().as_str() {
        "ms" | "msec" | "msecs" | "milli" | "millis" | "millisecond" | "milliseconds" => ("ms", "ms", 1),
        "" | "s" | "sec" | "secs" | "second" | "seconds" => ("s", "ms", 1_000),
        "m" | "min" | "mins" | "minute" | "minutes" => ("m", "s", 60),
        "h" | "hr" | "hrs" | "hour" | "hours" => ("h", "m", 60),
        "d" | "day" | "days" => {
            return guess_one(&format!("{}h", number.parse::<u64>().ok()?.checked_mul(24)?));
        }
        _ => return None,
    };
    let (amount, unit) = match number.split_once('.') {
        None => (number.parse::<u64>().ok()?, unit),
        Some((whole, fraction)) => {
            let digits = u32::try_from(fraction.len()).ok()?;
            let shifted = format!("{whole}{fraction}")
                .parse::<u64>()
                .ok()?
                .checked_mul(factor)?;
            (shifted / 10_u64.checked_pow(digits)?, smaller)
        }
    };
    // What would be refused in its turn is no help.
    let guess = format!("{amount}{unit}");
    DURATION
        .exact(&guess)
        .is_some_and(|ms| (1..=LONGEST_MS).contains(&ms))
        .then_some(guess)
}

#[cfg(test)]
mod tests {
    use super::{DURATION, LONGEST_MS, guess};

    #[test]
    fn reads_each_unit() {
        assert_eq!(DURATION.exact("500ms"), Some(500));
        assert_eq!(DURATION.exact("10s"), Some(10_000));
        assert_eq!(DURATION.exact("2m"), Some(120_000));
        assert_eq!(DURATION.exact("8760h"), Some(LONGEST_MS));
        assert_eq!(DURATION.exact("99999999999999999999s"), Some(u64::MAX));
    }

    #[test]
    fn refuses_everything_else() {
        for text in [
            "", "10", "s", "10 s", "1.5s", "-1s", "10S", "10sec", " 10s", "１0s",
        ] {
            assert_eq!(DURATION.exact(text), None, "{text:?}");
        }
    }

    #[test]
    fn guesses_what_was_meant() {
        assert_eq!(guess("10 sec").as_deref(), Some("10s"));
        assert_eq!(guess("10").as_deref(), Some("10s"));
        assert_eq!(guess(" 2 Minutes ").as_deref(), Some("2m"));
        assert_eq!(guess("1.5s").as_deref(), Some("1500ms"));
        assert_eq!(guess("0.5 hours").as_deref(), Some("30m"));
        assert_eq!(guess("500ms").as_deref(), Some("500ms"));
        assert_eq!(guess("2 days").as_deref(), Some("48h"));
        assert_eq!(guess("1h30m").as_deref(), Some("90m"));
        assert_eq!(guess("1h30").as_deref(), Some("90m"));
        assert_eq!(guess("1m 30s").as_deref(), Some("90s"));
        assert_eq!(guess("30m1h"), None);
        assert_eq!(guess("400d"), None);
        assert_eq!(guess("soon"), None);
        assert_eq!(guess("0"), None);
        assert_eq!(guess("-1"), None);
        assert_eq!(guess(""), None);
    }
}
