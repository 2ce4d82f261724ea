//! What in a book's sources leads out of them, and so would publish a file that is none of the book's, or run a script.
//!
//! mdBook copies what a symbolic link points to and includes whatever a chapter names. A strict build looks first.

use std::collections::{BTreeSet, VecDeque};
use std::fmt;
use std::path::{Component, Path, PathBuf};
use std::sync::LazyLock;

use evidence::file::read_text;
use mdbook_markdown::pulldown_cmark::{Event, Tag};
use mdbook_markdown::{MarkdownOptions, new_cmark_parser};
use regex::Regex;
use thiserror::Error;
use walkdir::WalkDir;

use crate::directive::line_of;
use crate::folder::slashed::slashed;
use crate::pattern::constant;

/// mdBook's directives that read a file. Behind a backslash it shows them, where nothing stands between the braces and the sign.
static INCLUDES: LazyLock<Regex> = LazyLock::new(|| {
    constant(
        r"(?:(\\)\{\{|\{\{\s*)#(include|rustdoc_include|playground|playpen|template)\s+([^}\s]+)[^}]*\}\}",
    )
});

/// Addresses in raw HTML, and comments so as to pass over them.
static ADDRESSES: LazyLock<Regex> = LazyLock::new(|| {
    let names = "href|src|srcdoc|action|formaction|poster|data";
    constant(&format!(r#"(?is)<!--.*?-->|[\s"'/:](?:{names})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))"#))
});

/// Everything that leads out of the sources.
#[derive(Debug, Error)]
#[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
pub struct OutsideError(Vec<Problem>);

/// One place that does.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Problem {
    file: String,
    line: Option<usize>,
    what: What,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    Include(String),
    Link(String),
    Script(String),
    Symbolic(String),
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, what } = self;
        match line {
            Some(line) => write!(f, "{file}:{line}: ")?,
            None => write!(f, "{file}: ")?,
        }
        match what {
            What::Include(path) => write!(
                f,
                "the file `{path}` that is included is outside of the book's sources, and the build would publish it. Keep a copy in \
                 them."
            ),
            What::Link(path) => write!(
                f,
                "the link `{path}` leads out of the book's sources, where no page is. Link to a file in them, or to an address of \
                 the web."
            ),
            What::Script(address) => {
                write!(f, "the link `{address}` is no address of a page, and can run a script. Remove it.")
            }
            What::Symbolic(target) => write!(
                f,
                "this symbolic link leads to {target}, outside of the book's sources, and the build would publish what is there. \
                 Put the file itself here, or remove the link."
            ),
        }
    }
}

/// Looks through the folder `src` in `root`, and through its `chapters` with all that they include.
pub(crate) fn check<'a>(
    root: &Path,
    src: &Path,
    chapters: impl Iterator<Item = &'a Path>,
) -> Result<(), OutsideError> {
    let sources = Sources { root, src, real: real(&root.join(src)) };
    let mut problems = sources.symbolic();
    let mut files: VecDeque<PathBuf> =
        std::iter::once(Path::new("SUMMARY.md")).chain(chapters).map(Path::to_owned).collect();
    let mut seen = BTreeSet::new();
    while let Some(file) = files.pop_front() {
        if !seen.insert(file.clone()) {
            continue;
        }
        // What is no text has no links, and mdBook says what it cannot read.
        let Ok(text) = read_text(&root.join(src).join(&file)) else { continue };
        let problem =
            |place, what| Problem { file: sources.name(&file), line: Some(line_of(&text, place)), what };
        for (place, path) in includes(&text) {
            match sources.inside(&file, &path) {
                Some(included) => files.push_back(included),
                None => problems.push(problem(place, What::Include(path))),
            }
        }
        // What else is included may be prose too; an address in code leads nowhere.
        let is_chapter = file.extension().is_some_and(|extension| extension == "md");
        let faults = links(&text).into_iter().filter_map(|(place, link)| {
            let what = sources.fault(&file, link)?;
            (is_chapter || matches!(what, What::Script(_))).then(|| problem(place, what))
        });
        problems.extend(faults);
    }
    problems.sort();
    problems.dedup();
    if problems.is_empty() { Ok(()) } else { Err(OutsideError(problems)) }
}

/// The folder of a book's sources.
struct Sources<'a> {
    root: &'a Path,
    src: &'a Path,
    /// Without symbolic links.
    real: PathBuf,
}

impl Sources<'_> {
    fn name(&self, file: &Path) -> String {
        slashed(&self.src.join(file))
    }

    /// The file that `path` in `file` names, from the sources' folder; none where it is outside, be it by a symbolic link.
    fn inside(&self, file: &Path, path: &str) -> Option<PathBuf> {
        let folder = self.root.join(self.src).join(file);
        let whole = real(&folder.parent().unwrap_or(&folder).join(path));
        whole.strip_prefix(&self.real).ok().map(Path::to_owned)
    }

    fn fault(&self, file: &Path, link: String) -> Option<What> {
        // A browser passes over blanks and controls in a scheme.
        let address: String = link.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
        let lower = address.to_ascii_lowercase();
        if ["javascript:", "vbscript:", "data:text/html", "file:"]
            .iter()
            .any(|scheme| lower.starts_with(scheme))
        {
            return Some(What::Script(address));
        }
        let path = address.split(['#', '?']).next().unwrap_or_default();
        let relative = !path.starts_with('/') && !path.contains(':');
        let depth = Path::new(file).components().count().saturating_sub(1);
        (relative && rises_above(path, depth)).then_some(What::Link(link))
    }

    fn symbolic(&self) -> Vec<Problem> {
        let entries = WalkDir::new(self.root.join(self.src)).into_iter().flatten();
        let links = entries.filter(|entry| entry.path_is_symlink() && entry.depth() > 0);
        let outside = links.filter_map(|entry| {
            let target = entry.path().read_link().ok()?;
            let there = real(&entry.path().parent()?.join(&target));
            let file = self.name(entry.path().strip_prefix(self.root.join(self.src)).ok()?);
            let what = What::Symbolic(target.to_string_lossy().into_owned());
            (!there.starts_with(&self.real)).then_some(Problem { file, line: None, what })
        });
        outside.collect()
    }
}

/// The path without symbolic links, and without `..` where it leads to nothing.
fn real(path: &Path) -> PathBuf {
    if let Ok(real) = path.canonicalize() {
        return real;
    }
    match (path.parent(), path.components().next_back()) {
        (Some(parent), Some(Component::ParentDir)) => {
            real(parent).parent().map(Path::to_owned).unwrap_or_default()
        }
        (Some(parent), Some(Component::Normal(name))) => real(parent).join(name),
        (Some(parent), Some(Component::CurDir)) => real(parent),
        _ => path.to_owned(),
    }
}

/// Whether the path goes up further than the file that names it stands deep.
fn rises_above(path: &str, depth: usize) -> bool {
    let mut depth = Some(depth);
    for part in path.replace("%2e", ".").replace("%2E", ".").split('/') {
        depth = match (part, depth) {
            ("" | ".", depth) => depth,
            ("..", depth) => depth.and_then(|depth| depth.checked_sub(1)),
            (_, depth) => depth.map(|depth| depth + 1),
        };
        if depth.is_none() {
            return true;
        }
    }
    false
}

/// The paths that mdBook would read, each with its place.
fn includes(text: &str) -> Vec<(usize, String)> {
    let shown = |found: &regex::Captures<'_>| found.get(1).is_some();
    let found = INCLUDES.captures_iter(text).filter(|found| !shown(found));
    found
        .map(|found| {
            let place = found.get(0).map_or(0, |whole| whole.start());
            // Behind a colon stand lines or an anchor.
            let path =
                if found[2].ends_with("include") { found[3].split(':').next() } else { Some(&found[3]) };
            (place, path.unwrap_or_default().to_owned())
        })
        .collect()
}

/// The addresses of a chapter's links and images, each with its place.
fn links(text: &str) -> Vec<(usize, String)> {
    let mut links = Vec::new();
    for (event, range) in new_cmark_parser(text, &MarkdownOptions::default()).into_offset_iter() {
        match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                links.push((range.start, dest_url.to_string()));
            }
            Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_) => {
                for found in ADDRESSES.captures_iter(&text[range.clone()]) {
                    let value = found.get(1).or(found.get(2)).or(found.get(3));
                    links.extend(value.map(|value| (range.start + value.start(), decoded(value.as_str()))));
                }
            }
            _ => {}
        }
    }
    links
}

/// An attribute's value without its character references, as Markdown reads those of a title.
fn decoded(value: &str) -> String {
    let title = format!("[a](b \"{}\")", value.replace(['"', '\n'], " "));
    let read = new_cmark_parser(&title, &MarkdownOptions::default()).find_map(|event| match event {
        Event::Start(Tag::Link { title, .. }) => Some(title.to_string()),
        _ => None,
    });
    read.unwrap_or_else(|| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_path_that_goes_up_too_far_rises_above() {
        for (path, depth) in
            [("../x", 0), ("a/../../x", 0), ("../../x.md", 1), ("%2e%2e/x", 0), ("./../x", 0)]
        {
            assert!(rises_above(path, depth), "{path}");
        }
        for (path, depth) in [("../x", 1), ("a/../x", 0), ("x..y/z", 0), ("", 0), ("a/b/../../x", 0)] {
            assert!(!rises_above(path, depth), "{path}");
        }
    }

    #[test]
    fn addresses_are_found_in_markdown_and_html_and_not_in_code_and_comments() {
        let text = "[a](one) <two:x> ![c](three)\n\n[d][r]\n\n[r]: four\n\n<p><a href=\"fi&#118;e\">x</a></p>\n\n\
                    text <img src='six'> <a href=seven>x</a>\n\n<!-- <a href=\"no\"> -->\n\n`[x](no)`\n\n    [x](no)\n";
        let found: Vec<String> = links(text).into_iter().map(|(_, link)| link).collect();
        assert_eq!(found, ["one", "two:x", "three", "four", "five", "six", "seven"]);
    }
}
