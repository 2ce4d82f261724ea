use std::ops::Range;

use super::{Location, Problem};

/// The part of a file that an include asks for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Selection<'a> {
    All,
    /// Lines counted from one, both included.
    Lines(usize, Option<usize>),
    Anchor(&'a str),
}

/// What becomes of the lines that are not selected.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum UnselectedLines {
    /// `include` leaves them out.
    Dropped,
    /// `rustdoc_include` marks them as hidden: the reader does not see them, the compiler does.
    Hidden,
}

impl<'a> Selection<'a> {
    pub(super) fn parse(text: &'a str) -> Self {
        // mdBook overlooks what follows a second colon.
        let mut parts = text.splitn(3, ':');
        let (first, last) = (parts.next().unwrap_or(""), parts.next());
        match (first.parse(), last.map(str::parse)) {
            (Ok(first), None) => Self::Lines(first, Some(first)),
            (Ok(first), Some(last)) => Self::Lines(first, last.ok()),
            (Err(_), Some(Ok(last))) if first.is_empty() => Self::Lines(1, Some(last)),
            (Err(_), _) if first.is_empty() => Self::All,
            (Err(_), _) => Self::Anchor(first),
        }
    }

    /// The lines of `text` that an include brings, with their numbers; or nothing, if there are none to select.
    pub(super) fn lines(self, text: &str, others: UnselectedLines) -> Option<Vec<(usize, String)>> {
        let lines: Vec<_> = (1..).zip(text.lines()).collect();
        match self {
            Self::All => Some(lines.into_iter().map(|(number, line)| (number, line.to_owned())).collect()),
            Self::Lines(first, last) => between(&lines, first..last.unwrap_or(lines.len()) + 1, others),
            Self::Anchor(name) => anchored(&lines, name, others),
        }
    }

    /// Why `lines` found nothing.
    pub(super) fn missing(self, place: Location, file: &str, text: &str) -> Problem {
        let (file, length) = (file.into(), text.lines().count());
        let range = match self {
            Self::Anchor(anchor) => return Problem::NoAnchor(place, file, anchor.to_owned()),
            Self::Lines(first, Some(last)) => format!("{first} to {last}"),
            Self::Lines(first, None) => format!("from {first}"),
            Self::All => "at all".to_owned(),
        };
        Problem::NoLines(place, file, range, length)
    }
}

fn between(
    lines: &[(usize, &str)],
    range: Range<usize>,
    others: UnselectedLines,
) -> Option<Vec<(usize, String)>> {
    if range.is_empty() || range.start == 0 || range.end > lines.len() + 1 {
        return None;
    }
    let lines = lines.iter().filter_map(|&(number, line)| {
        if range.contains(&number) { Some((number, line.to_owned())) } else { others.line(number, line) }
    });
    Some(lines.collect())
}

/// What is between the anchors of this name, without the lines that hold any anchor. A `rustdoc_include` may have the
/// same anchors again further down.
fn anchored(lines: &[(usize, &str)], name: &str, others: UnselectedLines) -> Option<Vec<(usize, String)>> {
    let mut taken = Vec::new();
    let (mut within, mut found) = (false, false);
    for &(number, line) in lines {
        let (start, end) = (marker(line, "ANCHOR:"), marker(line, "ANCHOR_END:"));
        match (within, start, end) {
            (true, _, Some(end)) if end == name => {
                within = false;
                if others == UnselectedLines::Dropped {
                    break;
                }
            }
            (true, None, None) => taken.push((number, line.to_owned())),
            (false, Some(start), _) if start == name => (within, found) = (true, true),
            (false, None, None) => taken.extend(others.line(number, line)),
            _ => {}
        }
    }
    (found && !within).then_some(taken)
}

impl UnselectedLines {
    fn line(self, number: usize, line: &str) -> Option<(usize, String)> {
        (self == Self::Hidden).then(|| (number, format!("# {line}")))
    }
}

/// The name that follows `ANCHOR:` or `ANCHOR_END:` in a line.
fn marker<'a>(line: &'a str, keyword: &str) -> Option<&'a str> {
    line.match_indices(keyword).find_map(|(at, _)| {
        let name = line[at + keyword.len()..].trim_start();
        let end = name.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-')).unwrap_or(name.len());
        (end > 0).then(|| &name[..end])
    })
}
