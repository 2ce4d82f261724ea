//! mdBook's own directives in a chapter, such as `{{#include x.md}}`, which it puts a file in place of.

use std::ops::Range;
use std::path::Path;
use std::sync::LazyLock;

use mdbook_driver::builtin_preprocessors::LinkPreprocessor;
use mdbook_preprocessor::book::{Book, Chapter};
use mdbook_preprocessor::config::Config;
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};
use regex::Regex;
use tracing::subscriber::{NoSubscriber, with_default};

use crate::pattern::constant;

/// As mdBook finds them. It shows what stands in a line from `\{{#` to the last `}}`.
static LINKS: LazyLock<Regex> =
    LazyLock::new(|| constant(r"\\\{\{#.*\}\}|\{\{\s*#([a-zA-Z0-9_]+)\s+([^}]+)\}\}"));

/// One of them.
#[derive(Debug)]
pub(crate) struct Link<'a> {
    pub(crate) place: Range<usize>,
    /// The file that it reads; none of one that is shown or that names no file.
    pub(crate) file: Option<&'a str>,
    /// Whether it takes all of that file.
    pub(crate) is_whole: bool,
    written: &'a str,
}

impl<'a> Link<'a> {
    /// All of a text.
    pub(crate) fn all(text: &'a str) -> impl Iterator<Item = Self> {
        LINKS.captures_iter(text).map(|found| {
            let written = found.get_match();
            let kind = found.get(1).map_or("", |kind| kind.as_str());
            let named = found.get(2).and_then(|rest| rest.as_str().split_whitespace().next());
            let (file, part) = match kind {
                // Behind a colon stand lines or an anchor.
                "include" | "rustdoc_include" => {
                    named.map(|named| named.split_once(':').unwrap_or((named, ""))).unzip()
                }
                "playground" | "playpen" | "template" => (named, None),
                _ => (None, None),
            };
            // The lines around the part are in the page too, where only a test sees them.
            let is_whole = kind == "rustdoc_include" || part.unwrap_or_default().trim_matches(':').is_empty();
            Self { place: written.range(), file, is_whole, written: written.as_str() }
        })
    }

    /// What mdBook puts in its place in a `chapter`, a path in the folder `src` of the book in `root`.
    pub(crate) fn expanded(&self, root: &Path, src: &Path, chapter: &Path) -> String {
        let mut config = Config::default();
        config.book.src = src.to_owned();
        let context = PreprocessorContext::new(root.to_owned(), config, String::new());
        let mut book = Book::new();
        book.push_item(Chapter::new("", self.written.to_owned(), chapter, Vec::new()));
        // What fails is logged when the chapter itself is expanded.
        let expanded = with_default(NoSubscriber::new(), || LinkPreprocessor::new().run(&context, book));
        let text = expanded.ok().and_then(|book| Some(book.chapters().next()?.content.clone()));
        text.unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_those_that_mdbook_finds() {
        let text = r"\{{#title x}} and {{#include a}}
            {{ #include b.md:2:3 }} {{#rustdoc_include
            c.rs:part}} {{#playground d:e.rs editable}} {{#title T}} \{{ #include f:}} {{#include}}";
        let found: Vec<_> = Link::all(text).map(|link| (link.file, link.is_whole)).collect();
        let expected = [
            (None, true),
            (Some("b.md"), false),
            (Some("c.rs"), true),
            (Some("d:e.rs"), true),
            (None, true),
            (Some("f"), true),
        ];
        assert_eq!(found, expected);
    }
}
