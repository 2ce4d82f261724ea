use std::fs;
use std::mem;
use std::ops::Range;
use std::path::Path;

use super::{Place, Problem};

/// mdBook's own limit.
const DEEPEST: usize = 10;

/// A line of a chapter after its includes are expanded, and where it was written.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) place: Place,
}

/// Expands mdBook's includes, which skeptic does not know, in a file of the book.
///
/// Where mdBook falls silent (an anchor or lines that are not there), this is an error.
pub(super) fn expand(root: &Path, file: &Path, text: &str) -> Result<Vec<Line>, Problem> {
    expand_lines(root, file, text.lines().enumerate(), 0)
}

fn expand_lines<'a>(
    root: &Path,
    file: &Path,
    lines: impl Iterator<Item = (usize, &'a str)>,
    depth: usize,
) -> Result<Vec<Line>, Problem> {
    let mut expanded = Vec::new();
    for (index, mut rest) in lines {
        let place = Place::new(root, file, index + 1);
        let mut line = Line { text: String::new(), place: place.clone() };
        while let Some(directive) = Directive::find(rest) {
            line.text.push_str(directive.before);
            rest = directive.after;
            let included = directive.included(root, file, &place, depth)?;
            for (nth, included) in included.into_iter().enumerate() {
                if nth == 0 {
                    line.text.push_str(&included.text);
                    line.place = included.place;
                } else {
                    expanded.push(mem::replace(&mut line, included));
                }
            }
        }
        line.text.push_str(rest);
        expanded.push(line);
    }
    Ok(expanded)
}

/// An include in a line, with what stands before and after it.
struct Directive<'a> {
    before: &'a str,
    name: &'a str,
    argument: &'a str,
    after: &'a str,
}

impl<'a> Directive<'a> {
    fn find(line: &'a str) -> Option<Self> {
        line.match_indices("{{").find_map(|(start, braces)| {
            let (before, inside) = (&line[..start], &line[start + braces.len()..]);
            let (inside, after) = inside.split_once("}}")?;
            let (name, argument) = inside.trim_start().strip_prefix('#')?.split_once(char::is_whitespace)?;
            let argument = argument.split_whitespace().next()?;
            // A backslash tells mdBook to leave the directive as it is.
            let known = matches!(name, "include" | "rustdoc_include" | "playground" | "playpen");
            (known && !before.ends_with('\\')).then_some(Self { before, name, argument, after })
        })
    }

    fn included(&self, root: &Path, from: &Path, place: &Place, depth: usize) -> Result<Vec<Line>, Problem> {
        let place = place.clone();
        if self.name.starts_with("play") {
            return Err(Problem::Playground { place });
        }
        if depth == DEEPEST {
            return Err(Problem::Nested { place });
        }
        let (name, selection) = self.argument.split_once(':').unwrap_or((self.argument, ""));
        let unreadable = |source| Problem::Unreadable { place: place.clone(), file: name.into(), source };
        let file = from.with_file_name(name).canonicalize().map_err(unreadable)?;
        let text = fs::read_to_string(&file).map_err(unreadable)?;
        let lines: Vec<_> = text.lines().enumerate().collect();

        let selection = Selection::parse(selection);
        let range = selection.range(&lines).ok_or_else(|| selection.missing(place, name, lines.len()))?;
        // What a `rustdoc_include` does not select is hidden from the reader, but is part of the snippet.
        if self.name == "rustdoc_include" {
            return expand_lines(root, &file, lines.into_iter(), depth + 1);
        }
        let selected = lines[range].iter().copied();
        let shown = selected.filter(|(_, line)| !(selection.is_anchor() && is_marker(line)));
        expand_lines(root, &file, shown, depth + 1)
    }
}

/// The part of a file that an include asks for.
#[derive(Clone, Copy)]
enum Selection<'a> {
    All,
    /// Lines counted from one, both included.
    Lines(usize, Option<usize>),
    Anchor(&'a str),
}

impl<'a> Selection<'a> {
    fn parse(text: &'a str) -> Self {
        let (first, last) = text.split_once(':').map_or((text, None), |(first, last)| (first, Some(last)));
        match (first.parse(), last.map(str::parse)) {
            (Ok(first), None) => Self::Lines(first, Some(first)),
            (Ok(first), Some(last)) => Self::Lines(first, last.ok()),
            (Err(_), Some(Ok(last))) if first.is_empty() => Self::Lines(1, Some(last)),
            (Err(_), _) if first.is_empty() => Self::All,
            (Err(_), _) => Self::Anchor(first),
        }
    }

    fn range(self, lines: &[(usize, &str)]) -> Option<Range<usize>> {
        let position = |keyword, name| lines.iter().position(|(_, line)| marker(line, keyword) == Some(name));
        let range = match self {
            Self::All => 0..lines.len(),
            Self::Lines(first, last) => first.checked_sub(1)?..last.unwrap_or(lines.len()),
            Self::Anchor(name) => position("ANCHOR:", name)? + 1..position("ANCHOR_END:", name)?,
        };
        (range.start <= range.end && range.end <= lines.len()).then_some(range)
    }

    fn missing(self, place: Place, file: &str, length: usize) -> Problem {
        let file = file.into();
        match self {
            Self::Anchor(anchor) => Problem::NoAnchor { place, file, anchor: anchor.to_owned() },
            Self::Lines(first, Some(last)) => {
                Problem::NoLines { place, file, range: format!("{first} to {last}"), length }
            }
            Self::Lines(first, None) => {
                Problem::NoLines { place, file, range: format!("from {first}"), length }
            }
            Self::All => Problem::NoLines { place, file, range: "at all".to_owned(), length },
        }
    }

    fn is_anchor(self) -> bool {
        matches!(self, Self::Anchor(_))
    }
}

fn is_marker(line: &str) -> bool {
    marker(line, "ANCHOR:").or_else(|| marker(line, "ANCHOR_END:")).is_some()
}

/// The name that follows `ANCHOR:` or `ANCHOR_END:` in a line.
fn marker<'a>(line: &'a str, keyword: &str) -> Option<&'a str> {
    let (_, name) = line.split_once(keyword)?;
    name.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-')).find(|name| !name.is_empty())
}
