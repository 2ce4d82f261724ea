//! What the costs say of candidates that were seen elsewhere, beside what was seen.

use super::candidate::Candidate;
use super::decider::Decider;
use crate::predicate::{JudgeError, Scope};

/// One candidate that was seen elsewhere.
#[derive(Debug, Clone, PartialEq)]
pub struct Prediction {
    /// The candidate.
    pub candidate: String,
    /// What the costs say.
    pub expected: f64,
    /// What was seen.
    pub seen: f64,
    /// The set that it was seen in.
    pub set: String,
    /// Why the costs are not held to it.
    pub apart: Option<String>,
}

impl Prediction {
    /// By how much the prediction is off, as a part of what was seen.
    pub fn error(&self) -> f64 {
        (self.expected / self.seen - 1.0).abs()
    }

    /// What is expected of every candidate that decision.toml has seen elsewhere, in the order of the file.
    ///
    /// # Errors
    /// [`JudgeError`] names the figure or the candidate that is missing.
    pub fn all(decider: &Decider<'_>) -> Result<Vec<Self>, JudgeError> {
        let Some(file) = &decider.file().prediction else { return Ok(Vec::new()) };
        let all = decider.file().all(decider.figures())?;
        let scope = Scope::of(decider.figures());
        let predictions = file.row.iter().map(|row| {
            let candidate = &all[Candidate::find(all.iter(), &row.candidate)?];
            let expected = file.expected.number(file.expected.term(&scope.at(&candidate.at))?)?;
            let seen = row.seen.number(row.seen.term(&scope)?)?;
            Ok(Prediction {
                candidate: candidate.name.clone(),
                expected: expected.value,
                seen: seen.value,
                set: row.set.clone(),
                apart: row.apart.clone(),
            })
        });
        predictions.collect()
    }

    /// What the costs do not foresee of `all`: each a sentence.
    pub fn failures(all: &[Self], largest: f64) -> Vec<String> {
        let held: Vec<&Self> = all.iter().filter(|it| it.apart.is_none()).collect();
        let off = held.iter().filter(|it| it.error() > largest || it.error().is_nan()).map(|it| {
            format!(
                "the costs let expect {:.3} of `{}`, and {:.3} was seen",
                it.expected, it.candidate, it.seen
            )
        });
        let mut failures: Vec<String> = off.collect();
        for (place, one) in held.iter().enumerate() {
            // Another set met other circumstances.
            for other in held[place + 1..].iter().filter(|other| other.set == one.set) {
                if (one.expected - other.expected) * (one.seen - other.seen) < 0.0 {
                    failures.push(format!(
                        "the costs put `{}` and `{}` in the other order than what was seen",
                        one.candidate, other.candidate
                    ));
                }
            }
        }
        failures
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prediction(candidate: &str, expected: f64, seen: f64) -> Prediction {
        Prediction { candidate: candidate.to_owned(), expected, seen, set: "one".to_owned(), apart: None }
    }

    #[test]
    fn a_prediction_that_is_far_off_is_a_failure_and_one_that_is_close_is_none() {
        let foresight = [prediction("a", 0.5, 0.45), prediction("b", 0.9, 0.6)];
        let failures = Prediction::failures(&foresight, 0.15);
        assert_eq!(failures.len(), 1, "{failures:?}");
        assert!(failures[0].contains("0.900 of `b`"), "{failures:?}");
    }

    #[test]
    fn the_other_order_is_a_failure_however_close_the_values_are() {
        let foresight = [prediction("a", 0.50, 0.51), prediction("b", 0.51, 0.50)];
        assert_eq!(
            Prediction::failures(&foresight, 0.15),
            ["the costs put `a` and `b` in the other order than what was seen"]
        );
    }

    #[test]
    fn the_order_counts_within_a_set_only() {
        let other = Prediction { set: "two".to_owned(), ..prediction("b", 0.51, 0.50) };
        assert_eq!(Prediction::failures(&[prediction("a", 0.50, 0.51), other], 0.15), [""; 0]);
    }

    #[test]
    fn what_does_not_compare_is_shown_and_not_held_against_the_costs() {
        let apart = Prediction { apart: Some("another set".to_owned()), ..prediction("a", 0.9, 0.5) };
        assert_eq!(Prediction::failures(&[apart], 0.15), [""; 0]);
    }
}
