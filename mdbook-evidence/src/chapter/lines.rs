//! Which line of its file a line of a chapter is, when mdBook has put included files into the chapter.

use std::path::Path;

use evidence::file::read_text;

use crate::chapter::links::Link;

/// The lines of a chapter as its author knows them.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    /// The author's line, from 1, of each line of the chapter; none where nothing was included.
    of: Vec<usize>,
}

impl Lines {
    /// Of what mdBook made of the chapter in `file`, a path in the folder `src` of the book in `root`.
    pub(crate) fn of(root: &Path, src: &Path, file: &Path, expanded: &str) -> Self {
        // What cannot be read has no includes that moved a line.
        let written = read_text(&root.join(src).join(file)).unwrap_or_default();
        if written == expanded {
            return Self::default();
        }
        Self::after(&written, |link| link.expanded(root, src, file))
    }

    /// Of a chapter that was `written` so, each of whose links became what `expanded` says. A line that begins in a link is the one that the link
    /// begins in.
    fn after(written: &str, expanded: impl Fn(&Link<'_>) -> String) -> Self {
        let breaks = |text: &str| text.matches('\n').count();
        let (mut of, mut line, mut end) = (vec![1], 1, 0);
        let own = |text: &str, line: &mut usize, of: &mut Vec<usize>| {
            let first = *line + 1;
            *line += breaks(text);
            of.extend(first..=*line);
        };
        for link in Link::all(written) {
            own(&written[end..link.place.start], &mut line, &mut of);
            of.extend(std::iter::repeat_n(line, breaks(&expanded(&link))));
            line += breaks(&written[link.place.clone()]);
            end = link.place.end;
        }
        if end == 0 {
            return Self::default();
        }
        own(&written[end..], &mut line, &mut of);
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

    /// The author's line of each line, when the links become these texts.
    fn of(written: &str, expanded: &[&str]) -> Vec<usize> {
        let places: Vec<usize> = Link::all(written).map(|link| link.place.start).collect();
        Lines::after(written, |link| {
            expanded[places.iter().position(|place| *place == link.place.start).unwrap()].to_owned()
        })
        .of
    }

    #[test]
    fn lines_after_an_include_are_those_of_the_file() {
        assert_eq!(of("a\n{{#include x}}\n\nb", &["1\n2\n3"]), [1, 2, 2, 2, 3, 4]);
    }

    #[test]
    fn what_is_included_may_look_like_what_follows_it() {
        let written = "{{#include x}}\n\n{{#include y}}\n\nend";
        assert_eq!(of(written, &["1\n\n2\n\nend", "\n\n"]), [1, 1, 1, 1, 1, 2, 3, 3, 3, 4, 5]);
    }

    #[test]
    fn an_include_may_have_blanks_and_go_over_lines() {
        assert_eq!(of("a\n{{ #include x}}\nb", &["1\n2"]), [1, 2, 2, 3]);
        assert_eq!(of("a\n{{#include\nx}}\nb\nc", &["1"]), [1, 2, 4, 5]);
        assert_eq!(of("{{#include\nx}} {{#include\ny}}\nb", &["1", "2\n3"]), [1, 2, 4]);
    }

    #[test]
    fn includes_below_each_other_are_told_apart() {
        assert_eq!(of("{{#include x}}\n{{#include y}}\nend", &["1\n2", "3"]), [1, 1, 2, 3]);
    }

    #[test]
    fn without_includes_and_with_an_empty_one_every_line_is_its_own() {
        assert_eq!(of("a\nb", &[]), [0; 0]);
        assert_eq!(of("{{#include x}}\nb", &[""]), [1, 2]);
    }

    #[test]
    fn what_is_shown_behind_a_backslash_is_one_line() {
        assert_eq!(of("\\{{#include x}} {{#include y}}\nb", &["{{#include x}} {{#include y}}"]), [1, 2]);
    }
}
