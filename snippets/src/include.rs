use std::collections::BTreeSet;
use std::ops::Range;
use std::path::{Path, PathBuf};

use super::chapter::{Chapter, Line};
use super::selection::{Selection, UnselectedLines};
use super::source::IncludedText;
use super::{Location, Problem};

/// mdBook's own limit.
const DEEPEST: usize = 10;

/// Expands mdBook's includes, which neither skeptic nor rustdoc knows.
///
/// mdBook's own code for this would bring its renderer with it and does not say where a line came from. Where mdBook
/// falls silent (an anchor or lines that are not there), this is an error.
pub(super) fn expand(
    root: &Path,
    chapter: &IncludedText,
    files: &mut BTreeSet<PathBuf>,
) -> Result<Chapter, Problem> {
    let mut expansion = Expansion { root, files, lines: Vec::new() };
    expansion.start_line(chapter.place(0));
    expansion.add(chapter, 0)?;
    Ok(Chapter { lines: expansion.lines })
}

struct Expansion<'a> {
    root: &'a Path,
    files: &'a mut BTreeSet<PathBuf>,
    lines: Vec<Line>,
}

impl Expansion<'_> {
    fn add(&mut self, source: &IncludedText, depth: usize) -> Result<(), Problem> {
        self.files.insert(source.name.clone());
        let mut done = 0;
        while let Some((range, directive)) = find(&source.text[done..]) {
            let (start, end) = (done + range.start, done + range.end);
            self.copy(source, done..start);
            let place = source.place(start);
            match directive {
                Directive::Escaped => self.copy(source, start + 1..end),
                Directive::Unknown => self.copy(source, start..end),
                Directive::Title => {}
                Directive::Playground => return Err(Problem::Playground(place)),
                Directive::Include(..) if depth == DEEPEST => return Err(Problem::Nested(place)),
                Directive::Include(argument, others) => {
                    let included = self.included(argument, others, source, place)?;
                    self.add(&included, depth + 1)?;
                }
            }
            done = end;
        }
        self.copy(source, done..source.text.len());
        Ok(())
    }

    fn included(
        &self,
        argument: &str,
        others: UnselectedLines,
        from: &IncludedText,
        place: Location,
    ) -> Result<IncludedText, Problem> {
        let (name, selection) = argument.split_once(':').unwrap_or((argument, ""));
        let source = IncludedText::read(self.root, from.path.with_file_name(name), Path::new(name), &place)?;
        let selection = Selection::parse(selection);
        match selection.lines(&source.text, others) {
            Some(lines) => Ok(source.with_lines(lines)),
            None => Err(selection.missing(place, name, &source.text)),
        }
    }

    fn copy(&mut self, source: &IncludedText, range: Range<usize>) {
        for (nth, (piece, place)) in source.pieces(range).enumerate() {
            if nth > 0 {
                self.start_line(place.clone());
            }
            if let Some(line) = self.lines.last_mut() {
                // A line is where its first character was written.
                if line.text.is_empty() && !piece.is_empty() {
                    line.place = place;
                }
                line.text.push_str(piece);
            }
        }
    }

    fn start_line(&mut self, place: Location) {
        self.lines.push(Line { text: String::new(), place });
    }
}

#[derive(Clone, Copy, Debug)]
enum Directive<'a> {
    /// The file and the part of it.
    Include(&'a str, UnselectedLines),
    /// It makes a snippet of its own.
    Playground,
    /// It names the page and leaves nothing in the text.
    Title,
    /// A backslash tells mdBook to show the directive, without the backslash.
    Escaped,
    /// Looks like a directive and stays in the text.
    Unknown,
}

/// The first directive of a text, and where it stands. It may go over several lines, as in mdBook.
fn find(text: &str) -> Option<(Range<usize>, Directive<'_>)> {
    text.match_indices(['{', '\\']).find_map(|(start, _)| {
        let (length, directive) = escaped(&text[start..]).or_else(|| directive(&text[start..]))?;
        Some((start..start + length, directive))
    })
}

/// As far as the last closing braces of the line.
fn escaped(text: &str) -> Option<(usize, Directive<'_>)> {
    let line = text.strip_prefix("\\{{#")?.split('\n').next()?;
    Some(("\\{{#".len() + line.rfind("}}")? + 2, Directive::Escaped))
}

fn directive(text: &str) -> Option<(usize, Directive<'_>)> {
    let named = text.strip_prefix("{{")?.trim_start().strip_prefix('#')?;
    let (name, rest) = named.split_at(named.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))?);
    let (inside, after) = rest.split_at(rest.find('}')?);
    let after = after.strip_prefix("}}")?;
    let argument = inside.strip_prefix(char::is_whitespace)?;
    if name.is_empty() || argument.is_empty() {
        return None;
    }
    let directive = match (name, argument.split_whitespace().next()) {
        ("title", _) => Directive::Title,
        ("include", Some(argument)) => Directive::Include(argument, UnselectedLines::Dropped),
        ("rustdoc_include", Some(argument)) => Directive::Include(argument, UnselectedLines::Hidden),
        ("playground" | "playpen", Some(_)) => Directive::Playground,
        _ => Directive::Unknown,
    };
    Some((text.len() - after.len(), directive))
}
