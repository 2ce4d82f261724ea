//! One number, as it was measured or counted.

use serde::{Deserialize, Serialize};

/// What stands at one point.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(untagged, expecting = "expected a number, a list of samples, or a value with its runs")]
pub enum Figure {
    /// The same on every run.
    Exact(f64),
    /// One sample for each round, in the rounds' order.
    Rounds(Vec<f64>),
    /// A value with the few runs that it is of.
    Runs {
        /// The figure.
        value: f64,
        /// Every run.
        runs: Vec<f64>,
    },
}

impl Figure {
    /// A count.
    pub fn counted(count: usize) -> Self {
        Self::Exact(count as f64)
    }

    /// Every number in it.
    pub fn numbers(&self) -> &[f64] {
        match self {
            Self::Exact(value) => std::slice::from_ref(value),
            Self::Rounds(samples) => samples,
            Self::Runs { runs, .. } => runs,
        }
    }
}
