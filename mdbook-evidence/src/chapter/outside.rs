//! What in a book's sources leads out of them, and so would publish a file that is none of the book's, or run a script.
//!
//! mdBook copies what a symbolic link points to and includes whatever a chapter names. A strict build looks first.

use std::collections::{BTreeSet, VecDeque};
use std::fmt;
use std::path::{Component, Path, PathBuf};

use evidence::file::read_text;
use mdbook_preprocessor::book::Chapter;
use thiserror::Error;
use walkdir::WalkDir;

use crate::chapter::addresses::{self, Address, Role};
use crate::chapter::lines::Lines;
use crate::chapter::links::Link;
use crate::chapter::literal::without_directives;
use crate::directive::line_of;
use crate::folder::slashed::slashed;

/// Everything that leads out of the sources.
#[derive(Debug, Error)]
#[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
pub struct OutsideError(Vec<Problem>);

/// One place that does.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Problem {
    file: String,
    line: Option<usize>,
    message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, message } = self;
        match line {
            Some(line) => write!(f, "{file}:{line}: {message}"),
            None => write!(f, "{file}: {message}"),
        }
    }
}

/// Looks through the folder `src` in `root`, and through its `chapters` with all that they include. `are_whole` says that mdBook
/// has put in what they include.
pub(crate) fn check<'a>(
    root: &Path,
    src: &Path,
    chapters: impl Iterator<Item = &'a Chapter>,
    are_whole: bool,
) -> Result<(), OutsideError> {
    let sources = Sources { root, src, real: real(&root.join(src)) };
    let summary = Path::new("SUMMARY.md");
    let mut problems = sources.symbolic();
    problems.extend(sources.faults(summary, &sources.text(summary), &Lines::default()));
    // Each with whether it is what mdBook read the links of, and not perhaps only a part of that.
    let mut files = VecDeque::from([(summary.to_owned(), false)]);
    for chapter in chapters {
        let Some(file) = chapter.source_path.as_ref() else { continue };
        let lines = Lines::of(root, src, file, &chapter.content);
        problems.extend(sources.faults(file, &chapter.content, &lines));
        files.push_back((file.clone(), true));
    }
    let mut seen = BTreeSet::new();
    while let Some((file, is_chapter)) = files.pop_front() {
        if !seen.insert(file.clone()) {
            continue;
        }
        let text = sources.text(&file);
        for link in Link::all(&text) {
            let Some(path) = link.file else { continue };
            let message = match sources.inside(&file, path) {
                Some(included) if is_chapter && !root.join(src).join(&included).exists() => {
                    format!("the file `{path}` that is included is not there. Write it, or correct the path.")
                }
                Some(included) => {
                    files.push_back((included, false));
                    if are_whole {
                        continue;
                    }
                    format!(
                        "the file `{path}` is included after directives are expanded, and nothing looks at what is in it. Write \
                         `after = [\"links\"]` below [preprocessor.evidence] in book.toml."
                    )
                }
                None => format!(
                    "the file `{path}` that is included is outside of the book's sources, and the build would publish it. Keep a copy \
                     in them."
                ),
            };
            problems.push(Problem {
                file: sources.name(&file),
                line: Some(line_of(&text, link.place.start)),
                message,
            });
        }
    }
    problems.sort();
    problems.dedup();
    if problems.is_empty() { Ok(()) } else { Err(OutsideError(problems)) }
}

/// What runs a script in a chapter that is expanded: what follows a table in a line may be read otherwise than before. In which line, nothing
/// says.
pub(crate) fn scripts(file: &str, expanded: &str) -> Vec<String> {
    addresses::of(expanded).iter().filter_map(script).map(|message| format!("{file}: {message}")).collect()
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

    /// The text of a file. What is no text has no links, and mdBook says what it cannot read.
    fn text(&self, file: &Path) -> String {
        read_text(&self.root.join(self.src).join(file)).unwrap_or_default()
    }

    /// What the addresses in a chapter's text lead to that they should not.
    fn faults(&self, file: &Path, text: &str, lines: &Lines) -> Vec<Problem> {
        let depth = file.components().count().saturating_sub(1);
        let faults = addresses::of(&without_directives(text)).into_iter().filter_map(|address| {
            let line = Some(lines.authors(address.line));
            let message = script(&address).or_else(|| leads_out(&address, depth))?;
            Some(Problem { file: self.name(file), line, message })
        });
        faults.collect()
    }

    fn symbolic(&self) -> Vec<Problem> {
        let entries = WalkDir::new(self.root.join(self.src)).into_iter().flatten();
        let links = entries.filter(|entry| entry.path_is_symlink() && entry.depth() > 0);
        let outside = links.filter_map(|entry| {
            let target = entry.path().read_link().ok()?;
            let there = real(&entry.path().parent()?.join(&target));
            let file = self.name(entry.path().strip_prefix(self.root.join(self.src)).ok()?);
            let message = format!(
                "this symbolic link leads to {}, outside of the book's sources, and the build would publish what is there. Put the \
                 file itself here, or remove the link.",
                target.to_string_lossy()
            );
            (!there.starts_with(&self.real)).then_some(Problem { file, line: None, message })
        });
        outside.collect()
    }
}

/// What a browser makes of an address: it passes over blanks and controls in a scheme.
fn plain(address: &str) -> String {
    address.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect()
}

/// What is wrong with an address that can run a script.
fn script(address: &Address) -> Option<String> {
    let plain = plain(&address.text);
    let schemes: &[&str] = match address.role {
        Role::Followed => &["javascript:", "vbscript:", "data:text/html", "file:"],
        Role::Framed => &["javascript:", "vbscript:", "data:", "file:"],
        Role::Perhaps => &["javascript:", "vbscript:"],
    };
    let lower = plain.to_ascii_lowercase();
    schemes
        .iter()
        .any(|scheme| lower.starts_with(scheme))
        .then(|| format!("the link `{plain}` is no address of a page, and can run a script. Remove it."))
}

/// What is wrong with an address that leads out of the sources, from a chapter that stands `depth` folders deep in them.
fn leads_out(address: &Address, depth: usize) -> Option<String> {
    let plain = plain(&address.text);
    // A browser takes a backslash for the other.
    let path = plain.split(['#', '?']).next().unwrap_or_default().replace('\\', "/");
    let relative = address.role != Role::Perhaps && !path.starts_with('/') && !has_scheme(&path);
    (relative && rises_above(&path, depth)).then(|| {
        format!(
            "the link `{}` leads out of the book's sources, where no page is. Link to a file in them, or to an address of the web.",
            address.text
        )
    })
}

/// Whether an address begins with what a browser takes for a scheme, such as `https:`.
fn has_scheme(address: &str) -> bool {
    let scheme = address.split_once(':').map(|(scheme, _)| scheme);
    scheme.is_some_and(|scheme| {
        scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme.chars().all(|letter| letter.is_ascii_alphanumeric() || "+-.".contains(letter))
    })
}

/// The path without symbolic links, and without `..` where it leads to nothing.
pub(crate) fn real(path: &Path) -> PathBuf {
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
}
