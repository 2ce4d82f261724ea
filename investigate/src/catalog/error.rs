//! Why there is no catalog.

use thiserror::Error;

use crate::code::CodeError;

/// Why there is no catalog.
#[derive(Debug, Error)]
pub(crate) enum CatalogError {
    /// Nothing was asked for.
    #[error("nothing to look for. Name a --field, --method or --type, or a method with --calls.")]
    NothingAsked,
    /// The crate is not what it takes.
    #[error(transparent)]
    Code(#[from] CodeError),
}

impl CatalogError {
    /// Whether the user asked for something that cannot be, as against something that failed.
    pub(crate) fn is_bad_input(&self) -> bool {
        match self {
            Self::NothingAsked => true,
            Self::Code(error) => error.is_bad_input(),
        }
    }
}
