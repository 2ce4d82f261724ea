//! Units, and how a quantity in one of them is written for a reader.

use std::fmt;

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Wall time of one operation, in nanoseconds.
    Nanoseconds,
    /// A time divided by the baseline's time in the same round; no dimension.
    Ratio,
    /// Bytes, as counted; shown in multiples of 1,024.
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
    /// assert_eq!(Unit::of("snapshot-share"), Unit::Share);
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

    /// Writes `value` with three significant digits and the multiple of the unit that suits it.
    ///
    /// ```
    /// use evidence::Unit;
    /// assert_eq!(Unit::Nanoseconds.show(1_234.0), "1.23 µs");
    /// assert_eq!(Unit::Ratio.show(0.000_31), "0.00031 ×");
    /// assert_eq!(Unit::Bytes.show(37_557.0), "36.7 KiB");
    /// assert_eq!(Unit::Count.show(182.0), "182");
    /// ```
    pub fn show(self, value: f64) -> String {
        let (scale, suffix) = self.multiple(value);
        if suffix.is_empty() {
            self.digits(value)
        } else {
            format!("{} {suffix}", self.digits(value / scale))
        }
    }

    /// Writes an interval in one multiple of the unit, chosen by its upper end.
    ///
    /// ```
    /// use evidence::Unit;
    /// assert_eq!(Unit::Nanoseconds.show_range(980.0, 1_020.0), "0.98–1.02 µs");
    /// ```
    pub fn show_range(self, low: f64, high: f64) -> String {
        let (scale, suffix) = self.multiple(high);
        let range = format!("{}–{}", self.digits(low / scale), self.digits(high / scale));
        if suffix.is_empty() { range } else { format!("{range} {suffix}") }
    }

    fn multiple(self, value: f64) -> (f64, &'static str) {
        let magnitude = value.abs();
        match self {
            Self::Nanoseconds if magnitude >= 1e9 => (1e9, "s"),
            Self::Nanoseconds if magnitude >= 1e6 => (1e6, "ms"),
            Self::Nanoseconds if magnitude >= 1e3 => (1e3, "µs"),
            Self::Nanoseconds => (1.0, "ns"),
            Self::Ratio => (1.0, "×"),
            Self::Bytes if magnitude >= 1024.0 * 1024.0 => (1024.0 * 1024.0, "MiB"),
            Self::Bytes if magnitude >= 1024.0 => (1024.0, "KiB"),
            Self::Bytes => (1.0, "B"),
            Self::Count => (1.0, ""),
            Self::Share => (0.01, "%"),
        }
    }

    fn digits(self, value: f64) -> String {
        // A whole number of things is shown whole; a rate of them is not whole.
        if matches!(self, Self::Count | Self::Bytes) && value.fract() == 0.0 {
            return thousands(value);
        }
        significant(value)
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Nanoseconds => "time",
            Self::Ratio => "ratio to the baseline",
            Self::Bytes => "bytes",
            Self::Count => "count",
            Self::Share => "share",
        })
    }
}

/// Three significant digits, without an exponent and without trailing zeros after the point.
fn significant(value: f64) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    let magnitude = value.abs().log10().floor();
    let decimals = (2.0 - magnitude).clamp(0.0, 9.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=9 above")]
    let text = format!("{value:.*}", decimals as usize);
    if !text.contains('.') {
        return thousands(value);
    }
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
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
        assert_eq!(Unit::Nanoseconds.show(0.4567), "0.457 ns");
    }

    #[test]
    fn large_values_lose_no_thousands() {
        assert_eq!(Unit::Nanoseconds.show(999_600.0), "1,000 µs");
        assert_eq!(Unit::Count.show(1_234_567.0), "1,234,567");
    }

    #[test]
    fn an_interval_is_written_in_one_unit() {
        assert_eq!(Unit::Nanoseconds.show_range(900.0, 2_500.0), "0.9–2.5 µs");
        assert_eq!(Unit::Ratio.show_range(0.95, 1.05), "0.95–1.05 ×");
    }
}
