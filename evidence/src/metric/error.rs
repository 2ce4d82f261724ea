//! Why a figure cannot be had.

use thiserror::Error;

use crate::point::PointError;
use crate::rows::RowsError;

/// Why a figure cannot be had.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FigureError {
    /// No record has such a figure.
    #[error(transparent)]
    Point(#[from] PointError),
    /// No table has such rows.
    #[error(transparent)]
    Rows(#[from] RowsError),
}
