//! What the cost model says of candidates that ran in the field, beside what they took there.

use super::model::CostModel;
use crate::measured::Candidate;
use crate::predicate::{Formula, JudgeError};

/// One candidate of the field: the part of today's snapshots that it saves, their drops included.
#[derive(Debug, Clone, PartialEq)]
pub struct Prediction {
    /// The candidate.
    pub candidate: String,
    /// By the model.
    pub predicted: f64,
    /// In the field, against today's of the same block of runs.
    pub measured: f64,
    /// The block of runs that it is of, by what today's took in it.
    pub block: String,
    /// Why the model is not held to it.
    pub apart: Option<String>,
}

impl Prediction {
    /// By how much the prediction is off, as a part of what was measured.
    pub fn error(&self) -> f64 {
        (self.predicted / self.measured - 1.0).abs()
    }
}

/// All of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Foresight {
    /// In the order of the file.
    pub predictions: Vec<Prediction>,
}

impl Foresight {
    /// Predicts every candidate that decision.toml has from the field.
    ///
    /// # Errors
    /// [`JudgeError`] names the figure or the candidate that is missing.
    pub fn of(model: &CostModel<'_>) -> Result<Self, JudgeError> {
        let case = model.own_case()?;
        let handling =
            |candidate: &Candidate| Ok::<_, JudgeError>(model.handling(candidate, &case)?.value().value);
        let value = |formula: &Formula| Ok::<_, JudgeError>(formula.value(model.figures())?.value);
        let today = handling(&model.today())?;
        let predictions = model.file().model.field.iter().map(|test| {
            let candidate = model.candidate(&test.candidate)?;
            Ok(Prediction {
                candidate: test.candidate.clone(),
                predicted: 1.0 - handling(&candidate)? / today,
                measured: 1.0 - value(&test.took)? / value(&test.today)?,
                block: test.today.text.clone(),
                apart: test.apart.clone(),
            })
        });
        Ok(Self { predictions: predictions.collect::<Result<_, JudgeError>>()? })
    }

    /// What of the field the model does not foresee: each a sentence.
    pub fn failures(&self, largest: f64) -> Vec<String> {
        let held: Vec<&Prediction> = self.predictions.iter().filter(|it| it.apart.is_none()).collect();
        let off = held.iter().filter(|it| it.error() > largest || it.error().is_nan()).map(|it| {
            format!(
                "the cost model says that `{}` saves {:.3} of today's snapshots, and in the field it saved {:.3}",
                it.candidate, it.predicted, it.measured
            )
        });
        let mut failures: Vec<String> = off.collect();
        for (place, one) in held.iter().enumerate() {
            // Another block met the machine at another hour.
            for other in held[place + 1..].iter().filter(|other| other.block == one.block) {
                if (one.predicted - other.predicted) * (one.measured - other.measured) < 0.0 {
                    failures.push(format!(
                        "the cost model puts `{}` and `{}` in the other order than the field",
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

    fn prediction(candidate: &str, predicted: f64, measured: f64) -> Prediction {
        Prediction {
            candidate: candidate.to_owned(),
            predicted,
            measured,
            block: "one".to_owned(),
            apart: None,
        }
    }

    #[test]
    fn a_prediction_that_is_far_off_is_a_failure_and_one_that_is_close_is_none() {
        let foresight =
            Foresight { predictions: vec![prediction("a", 0.5, 0.45), prediction("b", 0.9, 0.6)] };
        let failures = foresight.failures(0.15);
        assert_eq!(failures.len(), 1, "{failures:?}");
        assert!(failures[0].contains("`b` saves 0.900"), "{failures:?}");
    }

    #[test]
    fn the_other_order_is_a_failure_however_close_the_values_are() {
        let foresight =
            Foresight { predictions: vec![prediction("a", 0.50, 0.51), prediction("b", 0.51, 0.50)] };
        assert_eq!(
            foresight.failures(0.15),
            ["the cost model puts `a` and `b` in the other order than the field"]
        );
    }

    #[test]
    fn the_order_counts_within_a_block_of_runs_only() {
        let other = Prediction { block: "two".to_owned(), ..prediction("b", 0.51, 0.50) };
        assert_eq!(
            Foresight { predictions: vec![prediction("a", 0.50, 0.51), other] }.failures(0.15),
            [""; 0]
        );
    }

    #[test]
    fn what_does_not_compare_is_shown_and_not_held_against_the_model() {
        let apart = Prediction { apart: Some("another block".to_owned()), ..prediction("a", 0.9, 0.5) };
        assert_eq!(Foresight { predictions: vec![apart] }.failures(0.15), [""; 0]);
    }
}
