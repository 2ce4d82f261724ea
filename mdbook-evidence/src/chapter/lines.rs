//! Which line of its file a line of a chapter is, when mdBook has put included files into the chapter.

use std::sync::LazyLock;

use regex::Regex;

use crate::directive::line_of;
use crate::pattern::constant;

/// What mdBook puts a file in place of. It may go over several lines, and blanks may stand before its sign.
static INCLUDES: LazyLock<Regex> = LazyLock::new(|| constant(r"\{\{\s*#[^}]*\}\}"));

/// What a line of a chapter's file is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// The author's own text.
    Own,
    /// One in which an include begins.
    Include,
    /// The rest of an include that goes over several.
    Rest,
}

/// The lines of a chapter as its author knows them.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    /// The author's line, from 1, of each line of the chapter; none where nothing was included.
    of: Vec<usize>,
}

impl Lines {
    /// Of a chapter as it is `written` in its file, which mdBook `expanded`.
    ///
    /// mdBook does not say what an include became. So the lines between two includes are looked for as a whole, and what
    /// stands before them is the include's.
    pub(crate) fn of(written: &str, expanded: &str) -> Self {
        let mut including = vec![Part::Own; written.lines().count()];
        for include in INCLUDES.find_iter(written) {
            let (first, last) = (line_of(written, include.start()), line_of(written, include.end()));
            for line in first..=last {
                // The next may begin where the one before ends.
                if including[line - 1] == Part::Own {
                    including[line - 1] = if line == first { Part::Include } else { Part::Rest };
                }
            }
        }
        if including.iter().all(|part| *part == Part::Own) {
            return Self::default();
        }
        let plain = |text| str::lines(text).map(str::trim_end).collect::<Vec<_>>();
        let (written, expanded) = (plain(written), plain(expanded));
        let mut of = Vec::with_capacity(expanded.len());
        let mut at = 0;
        while at < written.len() {
            if including[at] == Part::Own {
                of.push(at + 1);
                at += 1;
                continue;
            }
            let group = including[at..].iter().take_while(|part| **part != Part::Own).count();
            // An include leaves one line at the least.
            let least = including[at..at + group].iter().filter(|part| **part == Part::Include).count();
            let rest = &written[at + group..];
            let own = including[at + group..].iter().take_while(|part| **part == Part::Own).count();
            let between = &rest[..own];
            let start = of.len();
            let from = (start + least).min(expanded.len());
            let found = if between.len() == rest.len() {
                expanded.len().checked_sub(between.len()).filter(|end| *end >= from)
            } else {
                (from..expanded.len()).find(|end| expanded[*end..].starts_with(between))
            };
            let end = found.unwrap_or(expanded.len());
            for place in start..end {
                of.push(at + (place - start).min(group - 1) + 1);
            }
            at += group;
        }
        of.truncate(expanded.len());
        Self { of }
    }

    /// The author's line of the chapter's line, both from 1.
    pub(crate) fn authors(&self, line: usize) -> usize {
        let known = line.checked_sub(1).and_then(|index| self.of.get(index).or(self.of.last()));
        known.copied().unwrap_or(line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(written: &str, expanded: &str) -> Vec<usize> {
        let lines = Lines::of(written, expanded);
        (1..=expanded.lines().count()).map(|line| lines.authors(line)).collect()
    }

    #[test]
    fn lines_after_an_include_are_those_of_the_file() {
        assert_eq!(of("a\n{{#include x}}\n\nb", "a\n1\n2\n3\n\nb"), [1, 2, 2, 2, 3, 4]);
    }

    #[test]
    fn what_is_included_may_look_like_what_follows_it() {
        let written = "```\n{{#include x}}\n```\n\n```\n{{#include y}}\n```\n\nend";
        let expanded = "```\n```\n1\n```\n\n```\n2\n```\n\nend\n```\n\nend";
        assert_eq!(of(written, expanded), [1, 2, 2, 3, 4, 5, 6, 6, 6, 6, 7, 8, 9]);
    }

    #[test]
    fn an_include_may_have_blanks_and_go_over_lines() {
        assert_eq!(of("a\n{{ #include x}}\nb", "a\n1\n2\nb"), [1, 2, 2, 3]);
        assert_eq!(of("a\n{{#include\nx}}\nb\nc", "a\n1\nb\nc"), [1, 2, 4, 5]);
        assert_eq!(of("{{#include\nx}} {{#include\ny}}\nb", "1 2\n3\nb"), [1, 2, 4]);
    }

    #[test]
    fn includes_below_each_other_share_what_they_became() {
        assert_eq!(of("{{#include x}}\n{{#include y}}\nend", "1\n2\n3\nend"), [1, 2, 2, 3]);
    }

    #[test]
    fn without_includes_and_with_an_empty_one_every_line_is_its_own() {
        assert_eq!(of("a\nb", "a\nb"), [1, 2]);
        assert_eq!(of("{{#include x}}\nb", "\nb"), [1, 2]);
    }

    #[test]
    fn an_include_behind_a_backslash_is_one_line() {
        assert_eq!(of("\\{{#include x}}\nb\nc", "{{#include x}}\nb\nc"), [1, 2, 3]);
    }
}
