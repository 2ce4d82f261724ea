//! Why a catalog and probes were not compared, or what came of it.

use std::io;
use std::path::PathBuf;

use evidence::LoadError;
use evidence::point::PointError;
use thiserror::Error;

use crate::exit::Exit;
use crate::output::OutputError;
use crate::record_path::AlreadyThere;

/// Why a catalog and probes were not compared, or what came of it.
#[derive(Debug, Error)]
pub(crate) enum PredictionCheckError {
    /// The records cannot be used.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// There is no such catalog.
    #[error(transparent)]
    NoCatalog(#[from] PointError),
    /// It does not say what it is of.
    #[error("the record {0} does not say which crate it is of. Make it with `cargo run -- catalog`.")]
    NotOfACrate(String),
    /// A record does not have what its tool writes.
    #[error(
        "the record {record}, table `{table}`: {problem}. Make the record again with the command that it names."
    )]
    Table {
        /// The record.
        record: String,
        /// The table.
        table: String,
        /// What is wrong with it.
        problem: String,
    },
    /// There is no probe of the same code.
    #[error(
        "no probe can be compared with {catalog}{}. Probe the same commit of the crate: cargo run -- probe PATH --field ... --as ... --record",
        if left_out.is_empty() { String::new() } else { format!(" ({})", left_out.join("; ")) }
    )]
    Nothing {
        /// The catalog.
        catalog: String,
        /// Those of the same code that cannot, each with its reason.
        left_out: Vec<String>,
    },
    /// A record of that name is there.
    #[error(transparent)]
    Taken(#[from] AlreadyThere),
    /// The record was not written.
    #[error("cannot write {}: {source}. Check the folder's permissions and the disk's space.", path.display())]
    Unwritable {
        /// The record.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The catalog was wrong.
    #[error("{0} of the errors contradict the catalog: the compiler objects to what was to stay as it is")]
    Contradicted(usize),
    /// Standard output takes nothing.
    #[error(transparent)]
    Output(#[from] OutputError),
}

impl PredictionCheckError {
    /// How the command ends for it.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Output(error) => error.exit(),
            Self::Taken(error) => error.exit(),
            Self::Load(_)
            | Self::NoCatalog(_)
            | Self::NotOfACrate(_)
            | Self::Table { .. }
            | Self::Nothing { .. } => Exit::BadInput,
            Self::Unwritable { .. } | Self::Contradicted(_) => Exit::Failed,
        }
    }
}
