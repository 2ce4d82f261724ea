//! The walk over the book's chapters.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use evidence::Evidence;
use evidence::parallel;
use evidence::rules::Rules;
use mdbook_preprocessor::book::{Book, Chapter};
use mdbook_preprocessor::errors::Result;
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};

use crate::cache::Cache;
use crate::chapter::binding::{Standing, Unbound};
use crate::chapter::foot::Fault;
use crate::chapter::lines::Lines;
use crate::chapter::outside;
use crate::chapter::written::Written;
use crate::claim::coverage::{ChapterCoverage, Coverage, Covered};
use crate::claim::lock::Lock;
use crate::claim::reviewed::Reviewed;
use crate::claim::{self, card, headline};
use crate::config::{self, Config};
use crate::directive::{Directives, Expanded};
use crate::folder::slashed::slashed;
use crate::folder::{destination, sources};
use crate::page::judgements::{self, OfChapter};
use crate::page::quotation;
use crate::record::set::RecordSet;
use crate::record::{files, freshness};
use crate::ruling::{self, comparison, explorer};
use crate::timings::Timings;

/// Expands the directives of every chapter from the book's records.
#[derive(Debug, Clone)]
pub struct EvidencePreprocessor {
    strict: bool,
    coverage: Coverage,
    timings: Timings,
    /// What accepts a claim, without its id.
    accepting: &'static str,
    /// Where the records' files will be, from the book's root.
    files: Option<&'static str>,
}

/// What accepts a claim with this crate alone.
const ACCEPTING: &str = "mdbook-evidence accept";

impl EvidencePreprocessor {
    /// For reading: stale evidence is marked on the page.
    pub fn reading() -> Self {
        Self::of_strictness(false)
    }

    /// For publishing: stale evidence is an error, and so is a claim that is not as it was accepted.
    pub fn strict() -> Self {
        Self::of_strictness(true)
    }

    /// One of the two.
    pub fn of_strictness(strict: bool) -> Self {
        let (coverage, timings) = (Coverage::default(), Timings::default());
        Self { strict, coverage, timings, accepting: ACCEPTING, files: None }
    }

    /// The same where another command accepts a claim, its id coming last.
    #[must_use]
    pub fn accepting_by(self, command: &'static str) -> Self {
        Self { accepting: command, ..self }
    }

    /// The same where whoever renders puts the records' files into the book, below this path from its root. mdBook itself puts
    /// none there.
    #[must_use]
    pub fn with_files_at(self, path: &'static str) -> Self {
        Self { files: Some(path), ..self }
    }

    /// What the chapters were found to hold, once [`run`](Preprocessor::run) is done. Ask before mdBook takes the
    /// preprocessor.
    pub fn coverage(&self) -> Coverage {
        self.coverage.clone()
    }

    /// The same one, whose stages are timed there.
    #[must_use]
    pub fn timed(self, timings: Timings) -> Self {
        Self { timings, ..self }
    }
}

impl Preprocessor for EvidencePreprocessor {
    fn name(&self) -> &'static str {
        "evidence"
    }

    /// Expands every chapter; all errors are reported together, each with its chapter and line.
    fn run(&self, context: &PreprocessorContext, mut book: Book) -> Result<Book> {
        let timings = &self.timings;
        timings.begin("looking at the book's sources");
        destination::check(context)?;
        let config = Config::of(&context.config, &context.root)?;
        let paths = book.chapters().filter_map(|chapter| path_of(chapter).map(|path| slashed(path)));
        config.check_headline(&context.root, &paths.collect())?;
        if self.strict {
            let are_whole = config::runs_after_links(&context.config);
            outside::check(&context.root, &context.config.book.src, book.chapters(), are_whole)?;
        }
        let lock = config.claims_lock.as_deref().filter(|_| self.strict);
        let lock = lock.map(|file| Lock::read(&context.root, file)).transpose()?;
        let cache = if self.strict { Cache::default() } else { config.open_cache(&context.root)? };
        timings.begin("loading records");
        let set = records(&context.root, &config)?;
        timings.begin("hashing what was measured");
        let outdated = freshness::outdated(&context.root, config.measured.as_deref(), &set.evidence)?;
        if self.strict && !outdated.stale.is_empty() {
            return Err(freshness::refusal(&outdated));
        }
        timings.begin("expanding directives");
        let source = context.config.book.src.clone();
        let directives = Directives::new(&set, &config);
        let mut sentences = Vec::new();
        let mut errors = Vec::new();
        let mut unfit = Vec::new();
        let mut own_words = Vec::new();
        let mut covered = Covered::default();
        let mut headline = BTreeSet::new();
        let chapters: Vec<&Chapter> = book.chapters().collect();
        let root = context.root.as_path();
        let expand = |chapter: &&Chapter| {
            let expanded = expand(&directives, chapter, (root, &source), &config, &cache)?;
            let scripts = || outside::scripts(&expanded.0.file, &expanded.1.content);
            let scripts = if self.strict { scripts() } else { Vec::new() };
            if scripts.is_empty() { Ok(expanded) } else { Err(scripts) }
        };
        if let Some(rule) = config.typed() {
            let of_the_book = config::names(root, &context.config);
            // What `#title` made of a chapter's.
            let titles = context.chapter_titles.borrow();
            let titles = titles.iter().map(|(path, title)| (slashed(&source.join(path)), title.clone()));
            let titles: BTreeMap<String, String> = titles.collect();
            let names = sources::names(root, &source, &book).into_iter().chain(of_the_book).chain(titles);
            for (place, name) in names {
                let typed = rule.measured(&name).map(|at| {
                    format!(
                        "{place}: `{}` is typed, and what stands there is not computed. Say it without.",
                        name[at].trim()
                    )
                });
                errors.extend(typed);
            }
        }
        let mut expanded = parallel::map(&chapters, |chapters| chapters.map(expand).collect()).into_iter();
        book.for_each_chapter_mut(|chapter| {
            let Some(expanded) = expanded.next() else { return };
            match expanded {
                Ok((of_chapter, expanded)) => {
                    let Expanded { content, shown, claims, judgements: listed, unsettled, unbound, .. } = expanded;
                    // Reading shows both words.
                    let (file, concludes) = (of_chapter.file.clone(), of_chapter.concludes);
                    unfit.extend(unsettled.iter().map(|it| format!("{file}:{}: {}", it.line, it.message)));
                    sentences.push(of_chapter);
                    let cites = content != chapter.content;
                    chapter.content = if cites { freshness::mark(&outdated, &content) } else { content };
                    if concludes {
                        headline.extend(shown.provenances().flat_map(|it| it.metrics.iter().cloned()));
                    }
                    let carries = |it: &&Unbound| concludes || it.standing != Standing::Plain;
                    unfit.extend(unbound.iter().filter(carries).map(|it| {
                        format!(
                            "{file}:{}: {it}\n  Make it a claim or a judgement, let word(...) choose the word, or say it without one.",
                            it.line
                        )
                    }));
                    covered.chapters.push(ChapterCoverage {
                        chapter: chapter.name.clone(),
                        file,
                        numbers: shown.evidence(),
                        quotations: shown.quotations.len(),
                        claims: claims.len(),
                        words: shown.words.len(),
                        judgements: listed.len(),
                        unbound,
                    });
                    own_words.push(OfChapter {
                        name: chapter.name.clone(),
                        path: chapter.path.as_ref().map(|path| slashed(path)),
                        quotations: shown.quotations,
                        judgements: listed,
                    });
                }
                Err(problems) => errors.extend(problems),
            }
        });
        let (judged, problems, headlines) = claim::judge(&sentences, &headline, &set, &cache, timings);
        timings.begin("writing what the claims and rules say");
        covered.claims = judged.iter().map(|it| (it.claim.clone(), it.findings.clone())).collect();
        self.coverage.keep(Covered { headlines: headlines.clone(), ..covered });
        // A chapter that could not be expanded has claims that are not known, and others may rest on them.
        let all_expanded = errors.is_empty();
        if let Some(lock) = lock.filter(|_| all_expanded) {
            errors.extend(lock.differences(&sentences, self.accepting));
        }
        // What is not a claim at all is an error for every reader; what is not true is marked for one, and refused for all.
        if self.strict {
            errors.extend(unfit);
            errors.extend(problems.into_iter().filter(|_| all_expanded));
        }
        let list = page_of(&book, claim::LIST);
        let samples = page_of(&book, comparison::SAMPLES);
        book.for_each_chapter_mut(|chapter| {
            let root = to_root(chapter.path.as_deref());
            if chapter.content.contains(MARK) {
                let elsewhere = list.as_deref().filter(|_| !chapter.content.contains(claim::LIST));
                let claims = elsewhere.map(|list| format!("{root}{list}")).unwrap_or_default();
                fill(chapter, headline::LIST, || headline::list(&headlines, &claims));
                fill(chapter, claim::LIST, || card::list(&judged, &root));
                let below = self.files.map(|path| format!("{root}{path}"));
                fill(chapter, files::LIST, || files::list(&set, below.as_deref()));
                fill(chapter, judgements::LIST, || judgements::list(&own_words, &root));
                let quoted = own_words
                    .iter()
                    .map(|it| (it.name.as_str(), it.path.as_deref(), it.quotations.as_slice()));
                fill(chapter, quotation::LIST, || quotation::list(quoted, &root));
                let samples = samples.as_ref().map(|page| format!("{root}{page}"));
                match ruling::settle(&chapter.content, &set, samples.as_deref(), &root, &cache) {
                    Ok(content) => chapter.content = content,
                    Err(problem) => errors.push(format!("{}: {problem}", file_of(chapter, &source))),
                }
                let page = list.as_deref().map(|list| format!("{root}{list}"));
                chapter.content = explorer::settle(&chapter.content, &set, &judged, page.as_deref(), &cache);
            }
            chapter.content = card::settle(&chapter.content, &judged, list.as_deref(), &root);
        });
        cache.keep();
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
    cache: &Cache,
) -> std::result::Result<(claim::OfChapter, Expanded), Vec<String>> {
    let path = path_of(chapter);
    let file = file_of(chapter, source);
    let lines = lines_of(chapter, root, source);
    let name = identifier(path);
    let found = cache.get("chapter", &format!("{file}\n{name}\n{}", chapter.content), || {
        directives.expand(&name, &chapter.content)
    });
    let mut expanded = found.map_err(|faults| errors(&file, &lines, faults))?;
    let Expanded { claims, reviewed, unbound, unsettled, .. } = &mut expanded;
    let placed = claims.iter_mut().map(|it| &mut it.line).chain(reviewed.iter_mut().map(|it| &mut it.line));
    let placed = placed.chain(unbound.iter_mut().map(|it| &mut it.line));
    for line in placed.chain(unsettled.iter_mut().map(|it| &mut it.line)) {
        *line = lines.authors(*line);
    }
    let of_chapter = claim::OfChapter {
        concludes: path.is_some_and(|path| config.headline.contains(&slashed(path))),
        file,
        path: chapter.path.as_ref().map(|path| slashed(path)),
        sentences: expanded.claims.clone(),
        reviewed: std::mem::take(&mut expanded.reviewed),
    };
    Ok((of_chapter, expanded))
}

/// A chapter's file, its claims and its judgements, read without any evidence.
pub(crate) fn reviewed_of(
    chapter: &Chapter,
    root: &Path,
    source: &Path,
) -> std::result::Result<(String, Vec<Reviewed>), Vec<String>> {
    let file = file_of(chapter, source);
    let lines = lines_of(chapter, root, source);
    let written = Written::of(&chapter.content).map_err(|faults| errors(&file, &lines, faults))?;
    let mut reviewed = written.reviewed;
    for it in &mut reviewed {
        it.line = lines.authors(it.line);
    }
    Ok((file, reviewed))
}

fn path_of(chapter: &Chapter) -> Option<&PathBuf> {
    chapter.source_path.as_ref().or(chapter.path.as_ref())
}

/// What a chapter is called in an error: its file from the book's root, where it has one.
fn file_of(chapter: &Chapter, source: &Path) -> String {
    path_of(chapter).map_or_else(|| chapter.name.clone(), |path| source.join(path).display().to_string())
}

fn lines_of(chapter: &Chapter, root: &Path, source: &Path) -> Lines {
    let file = chapter.source_path.as_ref();
    file.map_or_else(Lines::default, |file| Lines::of(root, source, file, &chapter.content))
}

/// Faults as messages, each with the author's line.
fn errors(file: &str, lines: &Lines, faults: Vec<Fault>) -> Vec<String> {
    faults.into_iter().map(|it| format!("{file}:{}: {}", lines.authors(it.line), it.message)).collect()
}

/// The records that the book cites, with the rules that it has for them.
pub(crate) fn records(root: &Path, config: &Config) -> Result<Arc<RecordSet>> {
    let evidence = Evidence::load(&root.join(&config.records))?;
    let rules = Rules::load(root, config.rules())?;
    evidence.check_cases(&rules)?;
    Ok(Arc::new(RecordSet::new(evidence.ruled(rules), &config.coordinates)?))
}

/// How every mark begins that is replaced when all chapters are expanded, but for the ends of claims.
const MARK: &str = "<!-- evidence: ";

/// Writes what stands for a mark into a chapter that has it.
fn fill(chapter: &mut Chapter, mark: &str, html: impl FnOnce() -> String) {
    if chapter.content.contains(mark) {
        chapter.content = chapter.content.replace(mark, &html());
    }
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
