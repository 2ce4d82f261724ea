//! Why there is no agreement, or nothing to compare.

use std::io;
use std::path::PathBuf;

use evidence::LoadError;
use evidence::point::PointError;
use evidence::source::SourceError;
use mdbook_evidence::command::import::criterion::CriterionError;
use thiserror::Error;

use super::runs::BenchmarkId;
use crate::book_toml::BookTomlError;
use crate::exit::Exit;
use crate::measure::CompileError;
use crate::output::OutputError;
use crate::record_path::AlreadyThere;

/// Why there is no agreement, or nothing to compare.
#[derive(Debug, Error)]
pub(crate) enum AgreeError {
    /// The records cannot be used.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// book.toml does not say where things are.
    #[error(transparent)]
    BookToml(#[from] BookTomlError),
    /// There is no such record, or it has no such operation or size.
    #[error(transparent)]
    Point(#[from] PointError),
    /// A record holds no runs of criterion that could be compared again.
    #[error("{record}: {problem}. Name a record that `agree` wrote.")]
    NoRuns {
        /// The record.
        record: String,
        /// What is wrong with it.
        problem: String,
    },
    /// The record is of other code.
    #[error("the record {0} was measured from other sources than these. Measure again: cargo run -- measure")]
    OtherSources(String),
    /// A record of that name is there.
    #[error(transparent)]
    Taken(#[from] AlreadyThere),
    /// The sources cannot be hashed.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// The benches do not compile.
    #[error(transparent)]
    Compile(#[from] CompileError),
    /// The benches do not start.
    #[error("cannot start {}: {source}. Remove the target folder's `release` and try again.", program.display())]
    NotStarted {
        /// The program.
        program: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A bench failed.
    #[error("the bench {id} failed ({status}): {message}")]
    Failed {
        /// The benchmark.
        id: BenchmarkId,
        /// Its exit status.
        status: String,
        /// What it wrote to its error output.
        message: String,
    },
    /// What criterion saved cannot be used.
    #[error(transparent)]
    Criterion(#[from] CriterionError),
    /// Ctrl-C.
    #[error("stopped after {done} whole runs; nothing was recorded. Compare those with --saved and --runs.")]
    Interrupted {
        /// Finished runs.
        done: usize,
    },
    /// The record was not written.
    #[error("cannot write {}: {source}. Check the folder's permissions and the disk's space.", path.display())]
    Unwritable {
        /// The record.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// No pair could be compared, so that nothing is known.
    #[error(
        "no pair is apart in both, so that criterion and the record were not compared. Take more runs, or other operations."
    )]
    Nothing,
    /// The two do not agree.
    #[error("criterion and the record order {disagree} of {compared} pairs otherwise")]
    Disagree {
        /// How many pairs.
        disagree: usize,
        /// Of how many that were compared.
        compared: usize,
    },
    /// Standard output takes nothing.
    #[error(transparent)]
    Output(#[from] OutputError),
}

impl AgreeError {
    /// How the command ends for it.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Output(error) => error.exit(),
            Self::Taken(error) => error.exit(),
            Self::Compile(error) => error.exit(),
            Self::Load(_)
            | Self::BookToml(_)
            | Self::Point(_)
            | Self::NoRuns { .. }
            | Self::OtherSources(_)
            | Self::Source(_)
            | Self::Criterion(_) => Exit::BadInput,
            Self::NotStarted { .. }
            | Self::Failed { .. }
            | Self::Unwritable { .. }
            | Self::Nothing
            | Self::Disagree { .. } => Exit::Failed,
            Self::Interrupted { .. } => Exit::Interrupted,
        }
    }
}
