//! Units, and how a quantity in one of them is written for a reader.

use serde::{Deserialize, Serialize};

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Wall time of one operation, in nanoseconds.
    #[serde(rename = "ns")]
    Nanoseconds,
    /// A time divided by the baseline's time in the same round; no dimension.
    Ratio,
    /// Bytes, as counted; shown in multiples of 1,000.
    Bytes,
    /// Things, as counted.
    Count,
    /// A part of a whole, from 0 to 1; shown in percent.
    Share,
}

impl Unit {
    /// The unit of a counted measure, by the end of its name: bytes, a share, or else a count.
    ///
    /// ```
    /// use evidence::Unit;
    /// assert_eq!(Unit::of("retained-bytes"), Unit::Bytes);
    /// assert_eq!(Unit::of("dump-share"), Unit::Share);
    /// assert_eq!(Unit::of("allocations"), Unit::Count);
    /// ```
    pub fn of(measure: &str) -> Self {
        match measure.rsplit('-').next() {
            Some("bytes") => Self::Bytes,
            Some("share") => Self::Share,
            Some("ns") => Self::Nanoseconds,
            _ => Self::Count,
        }
    }

    /// Writes `value` with three significant digits and the multiple of the unit that suits it, joined by a space that
    /// does not break.
    ///
    /// ```
    /// use evidence::Unit;
    /// assert_eq!(Unit::Nanoseconds.show(1_200.0), "1.20\u{a0}µs");
    /// assert_eq!(Unit::Ratio.show(0.000_31), "0.000310\u{a0}×");
    /// assert_eq!(Unit::Bytes.show(37_557.0), "37.6\u{a0}kB");
    /// assert_eq!(Unit::Count.show(182.0), "182");
    /// ```
    pub fn show(self, value: f64) -> String {
        let (scale, suffix) = self.multiple(value);
        joined(&self.digits(value / scale, 3), suffix)
    }

    /// The same, rounded to `digits` significant digits, of which there are one to three.
    ///
    /// ```
    /// use evidence::Unit;
    /// assert_eq!(Unit::Share.show_to(0.003_96, 2), "0.40\u{a0}%");
    /// assert_eq!(Unit::Share.show_to(0.05, 2), "5\u{a0}%");
    /// assert_eq!(Unit::Nanoseconds.show_to(384_100.0, 2), "380\u{a0}µs");
    /// ```
    pub fn show_to(self, value: f64, digits: usize) -> String {
        let digits = digits.clamp(1, 3);
        let rounded = format!("{value:.*e}", digits - 1).parse().unwrap_or(value);
        // Nobody measures a round number: it was chosen.
        if rounded == value {
            return self.show_round(value);
        }
        let value = rounded;
        let (scale, suffix) = self.multiple(value);
        joined(&self.digits(value / scale, digits), suffix)
    }

    /// Writes a round number, such as one on an axis, without zeros that only claim precision.
    ///
    /// ```
    /// use evidence::Unit;
    /// assert_eq!(Unit::Nanoseconds.show_round(1_000.0), "1\u{a0}µs");
    /// ```
    pub fn show_round(self, value: f64) -> String {
        let (scale, suffix) = self.multiple(value);
        let digits = self.digits(value / scale, 3);
        let short = if digits.contains('.') {
            digits.trim_end_matches('0').trim_end_matches('.').to_owned()
        } else {
            digits
        };
        joined(&short, suffix)
    }

    /// Writes an interval in one multiple of the unit, chosen by its upper end; a ratio's has no sign.
    ///
    /// ```
    /// use evidence::Unit;
    /// assert_eq!(Unit::Nanoseconds.show_range(980.0, 1_020.0), "0.980–1.02\u{a0}µs");
    /// assert_eq!(Unit::Ratio.show_range(0.95, 1.05), "0.950–1.05");
    /// ```
    pub fn show_range(self, low: f64, high: f64) -> String {
        let (scale, suffix) = self.multiple(high);
        let range = format!("{}–{}", self.digits(low / scale, 3), self.digits(high / scale, 3));
        joined(&range, if self == Self::Ratio { "" } else { suffix })
    }

    fn multiple(self, value: f64) -> (f64, &'static str) {
        let magnitude = value.abs();
        match self {
            Self::Nanoseconds if magnitude >= 1e9 => (1e9, "s"),
            Self::Nanoseconds if magnitude >= 1e6 => (1e6, "ms"),
            Self::Nanoseconds if magnitude >= 1e3 => (1e3, "µs"),
            Self::Nanoseconds => (1.0, "ns"),
            Self::Ratio => (1.0, "×"),
            Self::Bytes if magnitude >= 1e6 => (1e6, "MB"),
            Self::Bytes if magnitude >= 1e3 => (1e3, "kB"),
            Self::Bytes => (1.0, "B"),
            Self::Count => (1.0, ""),
            Self::Share => (0.01, "%"),
        }
    }

    fn digits(self, value: f64, digits: usize) -> String {
        // A whole number of things is shown whole; a rate of them is not whole.
        let whole = matches!(self, Self::Count | Self::Bytes) && value.fract() == 0.0;
        let text = if whole { thousands(value) } else { significant(value, digits) };
        text.replace('-', "−")
    }
}

/// A number and its unit on one line.
fn joined(number: &str, unit: &str) -> String {
    if unit.is_empty() { number.to_owned() } else { format!("{number}\u{a0}{unit}") }
}

/// So many significant digits, one to three, without an exponent.
fn significant(value: f64, digits: usize) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    // Rounding may carry into a further digit: 999.6 is 1,000 and not 1000.0.
    let magnitude =
        format!("{value:.2e}").rsplit_once('e').and_then(|(_, power)| power.parse().ok()).unwrap_or(0);
    let decimals = usize::try_from((2 - magnitude).clamp(0, 12)).unwrap_or(0).saturating_sub(3 - digits);
    if decimals == 0 { thousands(value) } else { format!("{value:.decimals$}") }
}

fn thousands(value: f64) -> String {
    let text = format!("{:.0}", value.abs());
    let mut grouped = String::new();
    for (position, digit) in text.chars().enumerate() {
        if position > 0 && (text.len() - position).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if value < 0.0 { format!("-{grouped}") } else { grouped }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sub_nanosecond_time_keeps_its_digits() {
        assert_eq!(Unit::Nanoseconds.show(0.4567), "0.457\u{a0}ns");
    }

    #[test]
    fn a_negative_value_has_a_minus_and_no_hyphen() {
        assert_eq!(Unit::Share.show(-0.000_889), "−0.0889\u{a0}%");
        assert_eq!(Unit::Count.show(-12_400.0), "−12,400");
        assert_eq!(Unit::Ratio.show_range(-0.5, 0.5), "−0.500–0.500");
    }

    #[test]
    fn large_values_lose_no_thousands() {
        assert_eq!(Unit::Nanoseconds.show(999_600.0), "1,000\u{a0}µs");
        assert_eq!(Unit::Count.show(1_234_567.0), "1,234,567");
    }

    #[test]
    fn an_axis_claims_no_precision() {
        assert_eq!(Unit::Ratio.show_round(0.5), "0.5\u{a0}×");
        assert_eq!(Unit::Nanoseconds.show_round(100.0), "100\u{a0}ns");
    }
}
