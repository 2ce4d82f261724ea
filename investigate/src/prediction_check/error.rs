//! Why a catalog and probes were not compared, or what came of it.

use thiserror::Error;

use crate::exit::ends;

/// Why a catalog and probes were not compared, or what came of it.
#[derive(Debug, Error)]
pub(crate) enum PredictionCheckError {
    #[error("the record {0} does not say which crate it is of. Make it with `cargo run -- catalog`.")]
    NotOfACrate(String),
    #[error(
        "the record {record}, table `{table}`: {problem}. Make the record again with the command that it names."
    )]
    Table { record: String, table: String, problem: String },
    #[error(
        "no probe can be compared with {catalog}{}. Probe the same commit of the crate: cargo run -- probe PATH --field ... --as ... --record",
        if left_out.is_empty() { String::new() } else { format!(" ({})", left_out.join("; ")) }
    )]
    Nothing {
        catalog: String,
        /// Those of the same code that cannot, each with its reason.
        left_out: Vec<String>,
    },
    #[error("{0} of the errors contradict the catalog: the compiler objects to what was to stay as it is")]
    Contradicted(usize),
}

ends!(PredictionCheckError {
    BadInput: NotOfACrate, Table, Nothing;
    Failed: Contradicted;
});
