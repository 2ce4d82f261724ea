//! What a predicate can say that is judged elsewhere.

use crate::decision::Parameter;

/// Something that is judged elsewhere.
#[derive(Debug, Clone, PartialEq)]
pub enum Fact {
    /// A gate's verdict on a representation, as written.
    Gate {
        /// The gate's id.
        gate: String,
        /// The representation's id, or `*` for all but the baseline.
        representation: String,
    },
    /// The same gate's verdict, counted in what it costs a tick.
    Material {
        /// The gate's id.
        gate: String,
        /// The representation's id, or `*` for all but the baseline.
        representation: String,
    },
    /// Another claim.
    Claim(String),
    /// What the decision chooses.
    Decides {
        /// The candidate.
        candidate: String,
        /// For a project of which one parameter is so many times what it is.
        when: Option<Supposed>,
    },
}

/// One parameter of a project, so many times what it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Supposed {
    /// Which parameter.
    pub parameter: Parameter,
    /// How many times.
    pub times: f64,
}
