//! Sizes as text: `"512B"`, `"64KiB"`, `"8MiB"`, `"1GiB"`.

use super::arg::Arg;
use super::quantity::Quantity;

/// Longer is a slip: nothing of this size is held in memory for a client.
const LARGEST: u64 = 2 << 30;

const SIZE: Quantity = Quantity {
    what: "a size",
    examples: "`\"512B\"`, `\"64KiB\"` or `\"8MiB\"`",
    units: &[("B", 1), ("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30)],
    largest: LARGEST,
    more_than_zero: "of at least one byte",
    at_most: "of at most `\"2GiB\"`",
    guess,
};

/// The value of `arg` in bytes.
pub(crate) fn bytes(arg: &Arg) -> syn::Result<u64> {
    SIZE.of(arg)
}

/// What somebody who wrote `8 MB`, `8m` or `8388608` most likely meant.
fn guess(text: &str) -> Option<String> {
    let text = text.trim().replace('_', "");
    let unit_at = text
        .find(|letter: char| !letter.is_ascii_digit())
        .unwrap_or(text.len());
    let (number, unit) = text.split_at(unit_at);
    let amount = number.parse::<u64>().ok().filter(|amount| *amount > 0)?;
    let unit = match unit.trim().to_ascii_lowercase().as_str() {
        "" | "b" | "byte" | "bytes" => return Some(largest_unit(amount)),
        "k" | "kb" | "kib" => "KiB",
        "m" | "mb" | "mib" => "MiB",
        "g" | "gb" | "gib" => "GiB",
        _ => return None,
    };
    Some(format!("{amount}{unit}"))
}

/// A number of bytes in the largest unit in which it is a whole number.
fn largest_unit(bytes: u64) -> String {
    let units = [(30, "GiB"), (20, "MiB"), (10, "KiB"), (0, "B")];
    units
        .into_iter()
        .find(|(bits, _)| bytes.is_multiple_of(1 << bits))
        .map_or(String::new(), |(bits, unit)| format!("{}{unit}", bytes >> bits))
}

#[cfg(test)]
mod tests {
    use super::{LARGEST, SIZE, guess};

    #[test]
    fn reads_each_unit() {
        assert_eq!(SIZE.exact("512B"), Some(512));
        assert_eq!(SIZE.exact("64KiB"), Some(65_536));
        assert_eq!(SIZE.exact("8MiB"), Some(8_388_608));
        assert_eq!(SIZE.exact("2GiB"), Some(LARGEST));
        assert_eq!(SIZE.exact("99999999999999999999GiB"), Some(u64::MAX));
    }

    #[test]
    fn refuses_everything_else() {
        for text in ["", "8", "MiB", "8 MiB", "1.5MiB", "-1B", "8MB", "8mib", " 8B"] {
            assert_eq!(SIZE.exact(text), None, "{text:?}");
        }
    }

    #[test]
    fn guesses_what_was_meant() {
        assert_eq!(guess("8 MB").as_deref(), Some("8MiB"));
        assert_eq!(guess("64k").as_deref(), Some("64KiB"));
        assert_eq!(guess("8388608").as_deref(), Some("8MiB"));
        assert_eq!(guess("1_000").as_deref(), Some("1000B"));
        assert_eq!(guess("10 bytes").as_deref(), Some("10B"));
        assert_eq!(guess("much"), None);
        assert_eq!(guess("0"), None);
        assert_eq!(guess("1.5MiB"), None);
    }
}
