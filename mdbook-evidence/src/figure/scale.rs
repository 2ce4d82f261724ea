//! A logarithmic axis.

/// Maps values onto pixels, equal ratios to equal distances.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LogScale {
    low: f64,
    high: f64,
    start: f64,
    end: f64,
}

impl LogScale {
    /// From low to high in the data to start to end in pixels.
    pub(crate) fn new([low, high]: [f64; 2], (start, end): (f64, f64)) -> Self {
        Self { low: low.log10(), high: high.log10(), start, end }
    }

    /// The pixel of a value; the middle when all values are one. Zero is infinitely far, and stands at the start.
    pub(crate) fn place(&self, value: f64) -> f64 {
        if value <= 0.0 {
            return self.start;
        }
        let span = self.high - self.low;
        let share = if span == 0.0 { 0.5 } else { (value.log10() - self.low) / span };
        self.start + share * (self.end - self.start)
    }
}

/// Round numbers that enclose the values above zero: powers of ten, and their doubles and fives where a power alone says little.
pub(crate) fn marks(values: impl IntoIterator<Item = f64>) -> Vec<f64> {
    let (low, high) = values
        .into_iter()
        .filter(|value| *value > 0.0)
        .fold((f64::INFINITY, 0.0f64), |(low, high), value| (low.min(value), high.max(value)));
    if low > high {
        return vec![1.0, 10.0];
    }
    let (first, last) = (low.log10().floor() as i32, high.log10().ceil() as i32);
    let powers = (first..=last.max(first + 1)).map(|power| 10f64.powi(power));
    if last - first > 2 {
        return powers.collect();
    }
    let fine: Vec<f64> = powers.flat_map(|power| [power, 2.0 * power, 5.0 * power]).collect();
    let start = fine.iter().rposition(|mark| *mark <= low).unwrap_or(0);
    let end = fine.iter().position(|mark| *mark >= high).unwrap_or(fine.len() - 1);
    fine[start..=end.max(start + 1)].to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_ratios_are_equal_distances() {
        let scale = LogScale::new([1.0, 100.0], (0.0, 200.0));
        assert!((scale.place(10.0) - 100.0).abs() < 1e-9);
        assert_eq!(scale.place(0.0), 0.0);
    }

    #[test]
    fn the_marks_enclose_every_value() {
        assert_eq!(marks([3.0, 4200.0]), [1.0, 10.0, 100.0, 1000.0, 10_000.0]);
        assert_eq!(marks([0.6, 3.0]), [0.5, 1.0, 2.0, 5.0]);
        assert_eq!(marks([5.0]), [5.0, 10.0]);
        assert_eq!(marks([0.0, 3.0, 4.0]), [2.0, 5.0]);
        assert_eq!(marks([0.0]), [1.0, 10.0]);
    }
}
