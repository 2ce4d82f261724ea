//! The walk over the book's chapters.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use evidence::Evidence;
use evidence::file::read_text;
use evidence::rules::Rules;
use mdbook_preprocessor::book::{Book, Chapter};
use mdbook_preprocessor::errors::Result;
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};

use crate::claim::{self, Verdicts};
use crate::comparison;
use crate::config::Config;
use crate::coverage::{ChapterCoverage, Coverage};
use crate::destination;
use crate::directive::{ChapterError, Directives, Expanded};
use crate::explorer;
use crate::freshness;
use crate::headline;
use crate::lines::Lines;
use crate::outside;
use crate::quotation::{self, OfChapter};
use crate::record_set::RecordSet;
use crate::ruling;
use crate::slashed::slashed;

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
        destination::check(context)?;
        let config = Config::of(&context.config, &context.root)?;
        if self.strict {
            let chapters = book.chapters().filter_map(|chapter| chapter.source_path.as_deref());
            outside::check(&context.root, &context.config.book.src, chapters)?;
        }
        let evidence = Evidence::load(&context.root.join(&config.records))?;
        let evidence = ruled(&context.root, &config, evidence)?;
        let set = RecordSet::new(evidence, &config.reference)?;
        let outdated = freshness::outdated(&context.root, config.measured.as_deref(), set.evidence())?;
        if self.strict && !outdated.stale.is_empty() {
            return Err(freshness::refusal(&outdated));
        }
        let source = context.config.book.src.clone();
        let evidence = set.evidence().clone();
        let directives = Directives::new(set, config.typed_numbers);
        let mut sentences = Vec::new();
        let mut errors = Vec::new();
        let mut quotations = Vec::new();
        let mut covered = Vec::new();
        let mut headline = BTreeSet::new();
        book.for_each_chapter_mut(|chapter| {
            match expand(&directives, chapter, (&context.root, &source), &config) {
                Ok((of_chapter, Expanded { content, shown })) => {
                    let (file, concludes) = (of_chapter.file.clone(), of_chapter.concludes);
                    sentences.push(of_chapter);
                    let cites = content != chapter.content;
                    chapter.content = if cites { freshness::mark(&outdated, &content) } else { content };
                    if concludes {
                        headline.extend(headline::shown(shown.provenances()));
                    }
                    covered.push(ChapterCoverage {
                        chapter: chapter.name.clone(),
                        file,
                        numbers: shown.evidence(),
                        quotations: shown.quotations.len(),
                    });
                    quotations.push(OfChapter {
                        name: chapter.name.clone(),
                        path: chapter.path.as_ref().map(|path| slashed(path)),
                        quotations: shown.quotations,
                    });
                }
                Err(problems) => errors.extend(problems.iter().map(ToString::to_string)),
            }
        });
        self.coverage.set(covered);
        let reference = evidence.reference(&config.reference)?;
        let Verdicts { judged, problems, headlines } =
            claim::judge(&sentences, headline, &evidence, reference);
        let found = judged.iter().map(|judged| (judged.claim.clone(), judged.findings.clone()));
        self.coverage.set_claims(found.collect(), headlines.clone());
        // What is not a claim at all is an error for every reader; what is not true is marked for one, and refused for all.
        if self.strict {
            errors.extend(problems);
        }
        let list = page_of(&book, claim::LIST);
        let samples = page_of(&book, comparison::SAMPLES);
        book.for_each_chapter_mut(|chapter| {
            let root = to_root(chapter.path.as_deref());
            if chapter.content.contains(claim::LIST) {
                chapter.content = chapter.content.replace(claim::LIST, &claim::list(&judged, &root));
            }
            if chapter.content.contains(headline::LIST) {
                chapter.content = chapter.content.replace(headline::LIST, &headline::list(&headlines));
            }
            let samples = samples.as_ref().map(|page| format!("{root}{page}"));
            match ruling::settle(&chapter.content, &evidence, reference, samples.as_deref(), &root) {
                Ok(content) => chapter.content = content,
                Err(problem) => errors.push(format!("{}: {problem}", chapter.name)),
            }
            let page = list.as_deref().map(|list| format!("{root}{list}"));
            chapter.content =
                explorer::settle(&chapter.content, &evidence, reference, &judged, page.as_deref());
            chapter.content = claim::settle(&chapter.content, &judged, list.as_deref(), &root);
        });
        book.for_each_chapter_mut(|chapter| {
            if chapter.content.contains(quotation::LIST) {
                let list = quotation::list(&quotations, &to_root(chapter.path.as_deref()));
                chapter.content = chapter.content.replace(quotation::LIST, &list);
            }
        });
        if errors.is_empty() { Ok(book) } else { Err(anyhow::anyhow!(errors.join("\n"))) }
    }

    fn supports_renderer(&self, renderer: &str) -> Result<bool> {
        Ok(renderer == "html")
    }
}

/// Expands a chapter; its claims are told apart from its text, with where they stand. `source` is the folder of chapters in
/// `root`.
pub(crate) fn expand(
    directives: &Directives,
    chapter: &Chapter,
    (root, source): (&Path, &Path),
    config: &Config,
) -> std::result::Result<(claim::OfChapter, Expanded), Vec<ChapterError>> {
    let path = chapter.source_path.as_ref().or(chapter.path.as_ref());
    let file = path.map_or_else(|| chapter.name.clone(), |path| source.join(path).display().to_string());
    // What cannot be read has no includes that moved a line.
    let written =
        chapter.source_path.as_ref().map(|path| read_text(&root.join(source).join(path)).unwrap_or_default());
    let lines = Lines::of(&written.unwrap_or_default(), &chapter.content);
    let mut expanded = directives.expand(&file, &identifier(path), &chapter.content).map_err(|errors| {
        let authors = |error: ChapterError| ChapterError { line: lines.authors(error.line), ..error };
        errors.into_iter().map(authors).collect::<Vec<_>>()
    })?;
    for claim in &mut expanded.shown.claims {
        claim.line = lines.authors(claim.line);
    }
    let of_chapter = claim::OfChapter {
        concludes: path.is_some_and(|path| config.headline.contains(&slashed(path))),
        file,
        path: chapter.path.as_ref().map(|path| slashed(path)),
        sentences: expanded.shown.claims.clone(),
    };
    Ok((of_chapter, expanded))
}

/// The evidence with the rules that the book has for it.
pub(crate) fn ruled(root: &Path, config: &Config, evidence: Evidence) -> Result<Evidence> {
    let rules = Rules::load(root, config.rules())?;
    rules.check_cases(&evidence)?;
    Ok(evidence.ruled(rules))
}

/// The path of the chapter with that mark, if there is one; a link to it becomes one to its page.
fn page_of(book: &Book, mark: &str) -> Option<String> {
    book.chapters()
        .find(|chapter| chapter.content.contains(mark))
        .and_then(|chapter| chapter.path.as_deref().map(slashed))
}

/// What leads from a chapter's page to the book's root.
fn to_root(path: Option<&Path>) -> String {
    "../".repeat(path.map_or(0, |path| path.components().count().saturating_sub(1)))
}

/// A chapter's path as the beginning of an id.
fn identifier(path: Option<&PathBuf>) -> String {
    let path = path.map(|path| path.with_extension("")).unwrap_or_default();
    path.to_string_lossy().chars().map(|letter| if letter.is_alphanumeric() { letter } else { '-' }).collect()
}
