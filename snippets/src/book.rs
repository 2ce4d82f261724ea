use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};

use super::source::IncludedText;
use super::{Chapter, Location, Problem, Snippet, fence, include};

const SUMMARY: &str = "src/SUMMARY.md";

/// What the book has for skeptic.
#[derive(Clone, Debug, Default)]
pub struct Gathered {
    /// Every chapter that can be read, in the order of the summary.
    pub chapters: Vec<Chapter>,
    /// Every Rust fence that can be tested or ignored, in the order of the book.
    pub snippets: Vec<Snippet>,
    /// Every file that was read, from the root of the workspace where it lies below it.
    pub files: BTreeSet<PathBuf>,
}

/// Gathers the Rust fences of each chapter that `src/SUMMARY.md` below `root` names.
///
/// # Errors
///
/// Every problem of every chapter, so that an author sees all of them at once.
pub fn gather(root: &Path) -> Result<Gathered, Vec<Problem>> {
    let (gathered, problems) = survey(root);
    if problems.is_empty() { Ok(gathered) } else { Err(problems) }
}

/// Like [`gather`], but tells what is good even if something is not.
#[must_use]
pub fn survey(root: &Path) -> (Gathered, Vec<Problem>) {
    let (mut gathered, mut problems) = (Gathered::default(), Vec::new());
    let (root, summary) = match summary(root) {
        Ok(found) => found,
        Err(problem) => return (gathered, vec![problem]),
    };
    let mut tests = BTreeMap::new();
    for (start, link) in links(&summary.text) {
        let named = summary.place(start);
        let file = IncludedText::read(&root, root.join("src").join(&link), Path::new(&link), &named);
        let chapter = file
            .map(IncludedText::without_byte_order_mark)
            .and_then(|chapter| include::expand(&root, &chapter, &mut gathered.files));
        match chapter {
            Ok(chapter) => {
                for snippet in fence::snippets(&chapter) {
                    match snippet.and_then(|snippet| unique(snippet, &mut tests)) {
                        Ok(snippet) => gathered.snippets.extend(snippet),
                        Err(problem) => problems.push(problem),
                    }
                }
                gathered.chapters.push(chapter);
            }
            Err(problem) => problems.push(problem),
        }
    }
    (gathered, problems)
}

fn summary(root: &Path) -> Result<(PathBuf, IncludedText), Problem> {
    let root = root.canonicalize().map_err(Problem::NoSummary)?;
    let place = Location { file: SUMMARY.into(), line: 1 };
    match IncludedText::read(&root, root.join(SUMMARY), Path::new(SUMMARY), &place) {
        Ok(summary) => Ok((root, summary)),
        Err(Problem::Unreadable(.., source)) => Err(Problem::NoSummary(source)),
        Err(problem) => Err(problem),
    }
}

/// The chapters that a summary links to, each with where its link begins.
///
/// mdBook's own parser does not say in which line a link stands. Like it, this passes over drafts, which have no file
/// yet, and over titles, and decodes the space alone. Links that it overlooks (a second one in an item) are taken too.
fn links(summary: &str) -> Vec<(usize, String)> {
    let mut title = false;
    let events = Parser::new(summary).into_offset_iter();
    let links = events.filter_map(|(event, range)| match event {
        Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) => {
            title = true;
            None
        }
        Event::End(TagEnd::Heading(_)) => {
            title = false;
            None
        }
        Event::Start(Tag::Link { dest_url, .. }) if !title && !dest_url.is_empty() => {
            Some((range.start, dest_url.replace("%20", " ")))
        }
        _ => None,
    });
    links.collect()
}

/// The snippet, unless it is one that an earlier chapter already included from the same place.
fn unique(snippet: Snippet, tests: &mut BTreeMap<String, Snippet>) -> Result<Option<Snippet>, Problem> {
    match tests.insert(snippet.test_name(), snippet.clone()) {
        None => Ok(Some(snippet)),
        Some(other) if other == snippet => Ok(None),
        Some(other) if other.place == snippet.place => Err(Problem::TwoTexts(other.place)),
        Some(other) => Err(Problem::SameName(snippet.place, other.place)),
    }
}
