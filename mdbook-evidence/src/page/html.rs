//! The little HTML that directives share.

use std::fmt::Write as _;
use std::ops::Range;

use evidence::{Basis, Estimate};

/// Escapes text for element content and for quoted attributes, in Markdown as well as in HTML: what directives write goes
/// through mdBook's reading of Markdown, to which a `|` in a cell, a backtick or a blank line means something.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut before = ' ';
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            // Alone these are punctuation; smart punctuation would make dashes and an ellipsis of several.
            '-' | '.' if before != character => escaped.push(character),
            ' ' | '(' | ')' | '+' | ',' | '/' | ':' | ';' | '%' | '?' | '@' => escaped.push(character),
            // A line break could begin a list, a heading or a paragraph; other controls are nothing to see.
            control if control.is_control() => escaped.push(' '),
            mark if mark.is_ascii_punctuation() => {
                let _ = write!(escaped, "&#{};", u32::from(mark));
            }
            other => escaped.push(other),
        }
        before = character;
    }
    escaped
}

/// A link, where the address is one of the web: a record may come from anybody, and `javascript:` is an address too.
pub(crate) fn link(address: &str, text: &str) -> String {
    let of_web = ["https://", "http://"].iter().any(|scheme| address.starts_with(scheme));
    if of_web { format!("<a href=\"{}\">{}</a>", escape(address), escape(text)) } else { escape(text) }
}

/// Text as code.
pub(crate) fn code(text: &str) -> String {
    format!("<code>{}</code>", escape(text))
}

/// The text as the beginning of a sentence.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Text as a string of CSS.
pub(crate) fn css_string(text: &str) -> String {
    let mut string = String::from("'");
    for character in text.chars() {
        match character {
            '\'' | '\\' => string.extend(['\\', character]),
            control if control.is_control() => string.push(' '),
            other => string.push(other),
        }
    }
    string.push('\'');
    string
}

/// A number with its interval, without what lets a reader ask where it came from.
pub(crate) fn value(text: &str, interval: Option<&str>) -> String {
    let interval = interval
        .map(|range| format!(r#" <span class="interval">[{}]</span>"#, escape(range)))
        .unwrap_or_default();
    format!("{}{interval}", escape(text))
}

/// An estimate's value and interval as they are written.
pub(crate) fn written(estimate: &Estimate) -> (String, Option<String>) {
    let interval = match estimate.basis {
        // One run has no range.
        Basis::Counted | Basis::Given | Basis::Range { rounds: 1, .. } => None,
        Basis::Rounds(_) | Basis::Range { .. } | Basis::Runs(_) | Basis::Unpaired => {
            Some(estimate.unit.show_range(estimate.low, estimate.high))
        }
    };
    (estimate.unit.show(estimate.value), interval)
}

/// A link to a page of the book, where there is one; the text without it. `text` is HTML.
pub(crate) fn page_link(page: Option<&str>, text: &str) -> String {
    page.map_or_else(|| text.to_owned(), |page| format!("<a href=\"{}\">{text}</a>", escape(page)))
}

/// A number in a table. It is no stop for the tab key: the button below the table is.
/// `note` is the number of the table's note, where the table itself does not have it.
pub(crate) fn cell(text: &str, interval: Option<&str>, of: &str, note: Option<usize>) -> String {
    let note = note.map(|note| format!(" data-note=\"{note}\"")).unwrap_or_default();
    format!(
        "<span class=\"evidence\" tabindex=\"-1\"{note} data-of=\"{}\">{}</span>",
        escape(of),
        value(text, interval)
    )
}

/// Where the caption stands in a table or a figure, without its tags. A figure has its own before that of its data.
pub(crate) fn caption(shown: &str) -> Option<Range<usize>> {
    [("<figcaption>", "</figcaption>"), ("<caption>", "</caption>")].iter().find_map(|(start, end)| {
        let from = shown.find(start)? + start.len();
        Some(from..from + shown[from..].find(end)?)
    })
}

#[cfg(test)]
mod tests {
    use mdbook_markdown::pulldown_cmark::{Event, Tag, TagEnd};
    use mdbook_markdown::{MarkdownOptions, new_cmark_parser};

    use super::*;

    #[test]
    fn text_cannot_leave_its_string_of_css() {
        assert_eq!(css_string("it's\n\\"), r"'it\'s \\'");
    }

    #[test]
    fn text_cannot_leave_its_attribute() {
        assert_eq!(escape(r#"a"b<c>&'d'"#), "a&quot;b&lt;c&gt;&amp;&#39;d&#39;");
    }

    #[test]
    fn text_means_nothing_to_markdown() {
        let html = |text: &str| {
            let parser = new_cmark_parser(text, &MarkdownOptions::default());
            let mut events = parser.map(|event| match event {
                Event::Text(text) => text.to_string(),
                Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => String::new(),
                other => format!("{other:?}"),
            });
            events.by_ref().collect::<String>()
        };
        for text in [
            "a | b",
            "`code`",
            "*a* _b_ **c** ~~d~~",
            "[x](javascript:alert(1))",
            "![i](y)",
            "<b>",
            "a -- b ... c",
            "\\* &amp;",
            "'quoted' \"so\"",
            "# no heading",
            "a {#id}",
            "[^1]",
            "http://a.b/c",
            "$x$ ^y^",
            "- [ ] a",
        ] {
            assert_eq!(html(&format!("x {}", escape(text))), format!("x {text}"));
        }
        assert_eq!(escape("a\n\n- b\u{1b}[31m"), "a  - b &#91;31m");
    }

    #[test]
    fn only_an_address_of_the_web_is_a_link() {
        assert_eq!(link("https://a.b", "x"), "<a href=\"https://a.b\">x</a>");
        for address in
            ["javascript:alert(1)", "JavaScript:x", " https://a.b", "data:text/html,x", "//a.b", "file:///x"]
        {
            assert_eq!(link(address, "x"), "x", "{address}");
        }
    }
}
