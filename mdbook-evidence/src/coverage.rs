//! How many of a book's numbers come from evidence, chapter by chapter.

use std::sync::{Arc, Mutex, PoisonError};

/// What the chapters of the last run hold. Clones share it, since mdBook takes the preprocessor for itself.
#[derive(Debug, Clone, Default)]
pub struct Coverage(Arc<Mutex<Found>>);

#[derive(Debug, Clone, Default)]
struct Found {
    chapters: Vec<ChapterCoverage>,
    claims: usize,
    confirmed: usize,
}

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
        self.found(|found| found.chapters.clone())
    }

    /// How many sentences are bound to predicates.
    pub fn claims(&self) -> usize {
        self.found(|found| found.claims)
    }

    /// How many of them the reference record confirms.
    pub fn confirmed(&self) -> usize {
        self.found(|found| found.confirmed)
    }

    /// Numbers of all chapters that directives expanded from evidence.
    pub fn numbers(&self) -> usize {
        self.found(|found| found.chapters.iter().map(|chapter| chapter.numbers).sum())
    }

    /// Figures of all chapters that are marked as quoted or given.
    pub fn quotations(&self) -> usize {
        self.found(|found| found.chapters.iter().map(|chapter| chapter.quotations).sum())
    }

    pub(crate) fn set(&self, chapters: Vec<ChapterCoverage>) {
        self.found(|found| found.chapters = chapters);
    }

    pub(crate) fn set_claims(&self, claims: usize, confirmed: usize) {
        self.found(|found| (found.claims, found.confirmed) = (claims, confirmed));
    }

    fn found<T>(&self, look: impl FnOnce(&mut Found) -> T) -> T {
        look(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
