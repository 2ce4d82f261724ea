//! Why a command did not do all that it was asked for.

use thiserror::Error;

use crate::accept::AcceptError;
use crate::agree::AgreeError;
use crate::audit::AuditError;
use crate::build::BuildError;
use crate::catalog::{CatalogError, VerdictsError};
use crate::check::CheckError;
use crate::decide::DecideError;
use crate::exit::Exit;
use crate::measure::{MeasureError, WaiveError};
use crate::prediction_check::PredictionCheckError;
use crate::probe::ProbeError;
use crate::project::ProjectError;
use crate::read::ReadError;
use crate::serde_gate::SerdeError;

/// One variant for each command, and one for what comes before all of them.
#[derive(Debug, Error)]
pub(crate) enum CommandError {
    /// There is no project.
    #[error(transparent)]
    Project(#[from] ProjectError),
    /// `read`.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// `build`.
    #[error(transparent)]
    Build(#[from] BuildError),
    /// `measure`.
    #[error(transparent)]
    Measure(#[from] MeasureError),
    /// `waive`.
    #[error(transparent)]
    Waive(#[from] WaiveError),
    /// `decide`.
    #[error(transparent)]
    Decide(#[from] DecideError),
    /// `accept`.
    #[error(transparent)]
    Accept(#[from] AcceptError),
    /// `check`.
    #[error(transparent)]
    Check(#[from] CheckError),
    /// `agree`.
    #[error(transparent)]
    Agree(#[from] AgreeError),
    /// `serde`.
    #[error(transparent)]
    Serde(#[from] SerdeError),
    /// `catalog`.
    #[error(transparent)]
    Catalog(#[from] CatalogError),
    /// `verdicts`.
    #[error(transparent)]
    Verdicts(#[from] VerdictsError),
    /// `audit`.
    #[error(transparent)]
    Audit(#[from] AuditError),
    /// `probe`.
    #[error(transparent)]
    Probe(#[from] ProbeError),
    /// `prediction-check`.
    #[error(transparent)]
    PredictionCheck(#[from] PredictionCheckError),
}

impl CommandError {
    /// How the command ends for it. No arm is a wildcard here or in what it asks: a new error names its code, or does not
    /// compile.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Project(error) => error.exit(),
            Self::Read(error) => error.exit(),
            Self::Build(error) => error.exit(),
            Self::Measure(error) => error.exit(),
            Self::Waive(error) => error.exit(),
            Self::Decide(error) => error.exit(),
            Self::Accept(error) => error.exit(),
            Self::Check(error) => error.exit(),
            Self::Agree(error) => error.exit(),
            Self::Serde(error) => error.exit(),
            Self::Catalog(error) => error.exit(),
            Self::Verdicts(error) => error.exit(),
            Self::Audit(error) => error.exit(),
            Self::Probe(error) => error.exit(),
            Self::PredictionCheck(error) => error.exit(),
        }
    }
}
