//! What is wrong with a chapter, and where.

use serde::{Deserialize, Serialize};

use thiserror::Error;

/// A directive that could not be expanded.
#[derive(Debug, Error, Serialize, Deserialize)]
#[error("{file}:{line}: {message}")]
pub struct ChapterError {
    /// The chapter's source file.
    pub file: String,
    /// Line in that file, from 1.
    pub line: usize,
    /// What was wrong and what there is instead.
    pub message: String,
}
