use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use pulldown_cmark::{Event, Parser, Tag};

use super::include::{Line, expand};
use super::{Place, Problem, Snippet, fence};

const SUMMARY: &str = "src/SUMMARY.md";

/// What the book has for skeptic.
#[derive(Clone, Debug, Default)]
pub struct Gathered {
    /// Every Rust fence, in the order of the book.
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
    let no_summary = |source| vec![Problem::NoSummary { source }];
    let root = root.canonicalize().map_err(no_summary)?;
    let summary = root.join(SUMMARY);
    let text = fs::read_to_string(&summary).map_err(no_summary)?;

    let mut gathered = Gathered::default();
    let mut problems = Vec::new();
    let mut tests = BTreeMap::new();
    for (line, chapter) in chapters(&text) {
        let named = Place::new(&root, &summary, line);
        let lines = match read(&root, &chapter, named) {
            Ok(lines) => lines,
            Err(problem) => {
                problems.push(problem);
                continue;
            }
        };
        for snippet in fence::snippets(&lines) {
            match snippet.and_then(|snippet| unique(snippet, &mut tests)) {
                Ok(snippet) => gathered.snippets.extend(snippet),
                Err(problem) => problems.push(problem),
            }
        }
        gathered.files.extend(lines.into_iter().map(|line| line.place.file));
    }
    if problems.is_empty() { Ok(gathered) } else { Err(problems) }
}

/// The chapters that a summary links to, with the line of the link. A draft has no file yet.
fn chapters(summary: &str) -> Vec<(usize, String)> {
    let events = Parser::new(summary).into_offset_iter();
    let links = events.filter_map(|(event, range)| match event {
        Event::Start(Tag::Link { dest_url, .. }) => Some((range.start, dest_url.into_string())),
        _ => None,
    });
    let files = links.filter(|(_, link)| !link.is_empty());
    files.map(|(start, link)| (summary[..start].matches('\n').count() + 1, link)).collect()
}

fn read(root: &Path, chapter: &str, named: Place) -> Result<Vec<Line>, Problem> {
    let file = root.join("src").join(chapter);
    let unreadable = |source| Problem::Unreadable { place: named, file: chapter.into(), source };
    let text = fs::read_to_string(&file).map_err(unreadable)?;
    expand(root, &file, &text)
}

/// The snippet, unless it is one that an earlier chapter already included from the same place.
fn unique(snippet: Snippet, tests: &mut BTreeMap<String, Place>) -> Result<Option<Snippet>, Problem> {
    let place = snippet.place.clone();
    match tests.insert(snippet.test_name(), place.clone()) {
        None => Ok(Some(snippet)),
        Some(other) if other == place => Ok(None),
        Some(other) => Err(Problem::SameName { place, other }),
    }
}
