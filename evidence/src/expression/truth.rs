//! Truth with a third value, for what an interval does not settle.

use std::fmt;
use std::ops::Not;

use serde::{Deserialize, Serialize};

/// S. C. Kleene's strong logic of indeterminacy (*Introduction to Metamathematics*, 1952, § 64).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Truth {
    /// The evidence is against it.
    False,
    /// The evidence does not say.
    Inconclusive,
    /// The evidence is for it.
    True,
}

impl Not for Truth {
    type Output = Self;

    /// What is inconclusive stays so.
    fn not(self) -> Self {
        match self {
            Self::False => Self::True,
            Self::Inconclusive => Self::Inconclusive,
            Self::True => Self::False,
        }
    }
}

impl fmt::Display for Truth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::False => "false",
            Self::Inconclusive => "inconclusive",
            Self::True => "true",
        })
    }
}
