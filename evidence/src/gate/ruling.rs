//! Which of a gate's two verdicts counts.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Which of a gate's two verdicts counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ruling {
    /// The rule's letter.
    #[default]
    AsWritten,
    /// What the difference matters.
    Material,
}

impl Ruling {
    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::AsWritten => Self::Material,
            Self::Material => Self::AsWritten,
        }
    }
}

impl fmt::Display for Ruling {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::AsWritten => "as written",
            Self::Material => "material",
        })
    }
}
