//! Why there is no decision, or not the recorded one.

use evidence::LoadError;
use evidence::point::PointError;
use evidence::predicate::JudgeError;
use evidence::rules::RulesError;
use evidence::source::SourceError;
use thiserror::Error;

use crate::book_toml::BookTomlError;
use crate::exit::Exit;
use crate::output::OutputError;

/// Why there is no decision, or not the recorded one.
#[derive(Debug, Error)]
pub(crate) enum DecideError {
    /// The records cannot be used.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// There is no such record.
    #[error(transparent)]
    Point(#[from] PointError),
    /// The rules cannot be used.
    #[error(transparent)]
    Rules(#[from] RulesError),
    /// What is supposed cannot be.
    #[error("--set: {0}")]
    Set(#[source] Box<JudgeError>),
    /// A line of suppositions cannot be.
    #[error("standard input, line {number}: {problem}")]
    Line {
        /// The line.
        number: usize,
        /// What is wrong with it.
        problem: String,
    },
    /// book.toml does not say where things are.
    #[error(transparent)]
    BookToml(#[from] BookTomlError),
    /// A figure is missing.
    #[error("the decision cannot be made on record {record}: {problem}")]
    Judge {
        /// The record.
        record: String,
        /// What is missing.
        problem: Box<JudgeError>,
    },
    /// The sources cannot be hashed.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// decision.toml cannot be written.
    #[error("decision.toml was not written: {0}")]
    Unwritten(String),
    /// The recorded decision no longer follows.
    #[error("the recorded decision no longer follows:\n  {}\nIf the evidence is right, change the book, then run `decide --accept`.", .0.join("\n  "))]
    NoLonger(Vec<String>),
    /// Standard output takes nothing.
    #[error(transparent)]
    Output(#[from] OutputError),
}

impl DecideError {
    /// How the command ends for it.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Output(error) => error.exit(),
            Self::Load(_)
            | Self::Point(_)
            | Self::Rules(_)
            | Self::Set(_)
            | Self::Line { .. }
            | Self::BookToml(_)
            | Self::Judge { .. }
            | Self::Source(_) => Exit::BadInput,
            Self::Unwritten(_) | Self::NoLonger(_) => Exit::Failed,
        }
    }
}
