//! The numbers that a schema allows.

use serde_json::Value;

/// From and to, as far as there are bounds.
type Range = (Option<f64>, Option<f64>);

/// Whether every number of `sent` is one that `read` takes.
pub(super) fn fits(sent: &Value, read: &Value) -> bool {
    let ((least, most), (from, to)) = (range(sent), range(read));
    let reaches = |bound: Option<f64>, needed: Option<f64>, fits: fn(f64, f64) -> bool| match (bound, needed)
    {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(bound), Some(needed)) => fits(bound, needed),
    };
    reaches(least, from, |least, from| least >= from) && reaches(most, to, |most, to| most <= to)
}

fn range(schema: &Value) -> Range {
    let (least, most) = match schema["format"].as_str() {
        Some(format) => of_format(format),
        None => (None, None),
    };
    (
        schema["minimum"].as_f64().or(least),
        schema["maximum"].as_f64().or(most),
    )
}

/// The widest, of 64 bits and more, need not be exact: what differs is far apart.
fn of_format(format: &str) -> Range {
    let power = |bits: i32| 2_f64.powi(bits);
    let (signed, bits) = match format.strip_prefix("uint") {
        Some(bits) => (false, bits),
        None => (true, format.strip_prefix("int").unwrap_or("none")),
    };
    let bits = if bits.is_empty() {
        Ok(64)
    } else {
        bits.parse::<i32>()
    };
    match bits {
        Ok(bits) if signed => (Some(-power(bits - 1)), Some(power(bits - 1) - 1.0)),
        Ok(bits) => (Some(0.0), Some(power(bits) - 1.0)),
        // `float` and `double` take each other's numbers.
        Err(_) => (None, None),
    }
}
