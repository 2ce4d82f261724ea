//! How many of a book's numbers come from evidence, chapter by chapter.

use std::sync::{Arc, Mutex, PoisonError};

/// What the chapters of the last run hold. Clones share it, since mdBook takes the preprocessor for itself.
#[derive(Debug, Clone, Default)]
pub struct Coverage(Arc<Mutex<Vec<ChapterCoverage>>>);

/// What one chapter holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChapterCoverage {
    /// The chapter's name.
    pub chapter: String,
    /// Its source file, from the book's root.
    pub file: String,
    /// Numbers that directives expanded from evidence, those in tables included.
    pub numbers: usize,
    /// Figures marked as quoted or given.
    pub quotations: usize,
}

impl Coverage {
    /// Every chapter without an error, in the book's order; none before the run.
    pub fn chapters(&self) -> Vec<ChapterCoverage> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn set(&self, chapters: Vec<ChapterCoverage>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = chapters;
    }
}
