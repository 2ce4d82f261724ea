//! The walk over the book's chapters.

use std::path::PathBuf;

use evidence::Evidence;
use mdbook_preprocessor::book::Book;
use mdbook_preprocessor::errors::Result;
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};

use crate::config::Config;
use crate::coverage::{ChapterCoverage, Coverage};
use crate::directive::{Directives, Expanded};
use crate::freshness;
use crate::quotation::{self, OfChapter};
use crate::shelf::Shelf;

/// Expands the directives of every chapter from the book's records.
#[derive(Debug, Clone)]
pub struct EvidencePreprocessor {
    strict: bool,
    coverage: Coverage,
}

impl EvidencePreprocessor {
    /// For reading: stale evidence is marked on the page.
    pub fn reading() -> Self {
        Self { strict: false, coverage: Coverage::default() }
    }

    /// For publishing: stale evidence is an error.
    pub fn strict() -> Self {
        Self { strict: true, coverage: Coverage::default() }
    }

    /// What the chapters were found to hold, once [`run`](Preprocessor::run) is done. Ask before mdBook takes the
    /// preprocessor.
    pub fn coverage(&self) -> Coverage {
        self.coverage.clone()
    }
}

impl Preprocessor for EvidencePreprocessor {
    fn name(&self) -> &'static str {
        "evidence"
    }

    /// Expands every chapter; all errors are reported together, each with its chapter and line.
    fn run(&self, context: &PreprocessorContext, mut book: Book) -> Result<Book> {
        let config = Config::from_context(context)?;
        let evidence = Evidence::load(&context.root.join(&config.records))?;
        let shelf = Shelf::new(evidence, &config.reference)?;
        let stale = freshness::stale(&context.root, config.measured.as_deref(), shelf.records())?;
        if self.strict && !stale.is_empty() {
            return Err(freshness::refusal(&stale));
        }
        let source = context.config.book.src.clone();
        let directives = Directives::new(shelf);
        let mut errors = Vec::new();
        let mut quotations = Vec::new();
        let mut covered = Vec::new();
        book.for_each_chapter_mut(|chapter| {
            let path = chapter.source_path.as_ref().or(chapter.path.as_ref());
            let file =
                path.map_or_else(|| chapter.name.clone(), |path| source.join(path).display().to_string());
            match directives.expand(&file, &identifier(path), &chapter.content) {
                Ok(Expanded { content, shown }) => {
                    let cites = content != chapter.content;
                    chapter.content = if cites { freshness::mark(&stale, &content) } else { content };
                    covered.push(ChapterCoverage {
                        chapter: chapter.name.clone(),
                        file,
                        numbers: shown.evidence(),
                        quotations: shown.quotations.len(),
                    });
                    quotations.push(OfChapter {
                        name: chapter.name.clone(),
                        path: chapter.path.as_ref().map(|path| path.to_string_lossy().replace('\\', "/")),
                        quotations: shown.quotations,
                    });
                }
                Err(problems) => errors.extend(problems.iter().map(ToString::to_string)),
            }
        });
        self.coverage.set(covered);
        book.for_each_chapter_mut(|chapter| {
            if chapter.content.contains(quotation::LIST) {
                let depth =
                    chapter.path.as_ref().map_or(0, |path| path.components().count().saturating_sub(1));
                let list = quotation::list(&quotations, &"../".repeat(depth));
                chapter.content = chapter.content.replace(quotation::LIST, &list);
            }
        });
        if errors.is_empty() { Ok(book) } else { Err(anyhow::anyhow!(errors.join("\n"))) }
    }

    fn supports_renderer(&self, renderer: &str) -> Result<bool> {
        Ok(renderer == "html")
    }
}

/// A chapter's path as the beginning of an id.
fn identifier(path: Option<&PathBuf>) -> String {
    let path = path.map(|path| path.with_extension("")).unwrap_or_default();
    path.to_string_lossy().chars().map(|letter| if letter.is_alphanumeric() { letter } else { '-' }).collect()
}
