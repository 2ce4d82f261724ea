//! The addresses in a chapter that a browser follows, loads or runs, as mdBook makes a page of the chapter.
//!
//! Where a browser may read tags or text, they are tags.

use mdbook_markdown::pulldown_cmark::{Event, Tag as Markdown, TagEnd};
use mdbook_markdown::{MarkdownOptions, new_cmark_parser};

use crate::directive::line_of;
use crate::html::{Piece, Tag, pieces};

/// What a browser does with an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Goes there when it is told to, or shows what is there.
    Followed,
    /// Shows a page of that address in this one.
    Framed,
    /// Takes it for another attribute's value or for a page of its own accord. It may be no address at all.
    Perhaps,
}

/// An address in a chapter.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Address {
    /// The line that its link or tag begins in, from 1; of what is in a frame's attribute, that of the block.
    pub(super) line: usize,
    pub(super) role: Role,
    pub(super) text: String,
}

/// Those of a text.
pub(super) fn of(markdown: &str) -> Vec<Address> {
    let mut found = Vec::new();
    // Counting from the beginning for each would take the square of many.
    let (mut counted, mut line) = (0, 1);
    let mut line_at = |place: usize| {
        if place < counted {
            return line_of(markdown, place);
        }
        line += line_of(&markdown[counted..], place - counted) - 1;
        counted = place;
        line
    };
    // A block of HTML is read as one, as mdBook does.
    let mut block: Option<(usize, String)> = None;
    for (event, range) in new_cmark_parser(markdown, &MarkdownOptions::default()).into_offset_iter() {
        match event {
            Event::Start(Markdown::Link { dest_url, .. } | Markdown::Image { dest_url, .. }) => {
                let line = line_at(range.start);
                found.push(Address { line, role: Role::Followed, text: dest_url.to_string() });
            }
            Event::Start(Markdown::HtmlBlock) => block = Some((range.start, String::new())),
            Event::Html(html) | Event::Text(html) => {
                if let Some((_, block)) = &mut block {
                    block.push_str(&html);
                }
            }
            Event::End(TagEnd::HtmlBlock) => {
                if let Some((start, html)) = block.take() {
                    of_html(html, line_at(start), &mut found);
                }
            }
            Event::InlineHtml(html) => {
                of_html(html.to_string(), line_at(range.start), &mut found);
            }
            _ => {}
        }
    }
    found
}

/// Those of HTML that begins in that line.
fn of_html(html: String, line: usize, found: &mut Vec<Address>) {
    // A frame's own page is HTML in an attribute.
    let mut pages = vec![(html, false)];
    while let Some((html, is_framed)) = pages.pop() {
        for (of_html, piece) in pieces(&html) {
            let Piece::Opens(tag) = piece else { continue };
            let line = if is_framed { line } else { line + of_html - 1 };
            for attribute in &tag.attrs {
                let text = attribute.value.to_string();
                let name = attribute.name.local.rsplit(':').next().unwrap_or_default();
                if name == "srcdoc" {
                    pages.push((text, true));
                    continue;
                }
                let Some(role) = role(&tag, name) else { continue };
                let parts: Vec<&str> = match (role, name) {
                    (Role::Perhaps, _) => text.split([';', ',', '=']).collect(),
                    (_, "srcset") => {
                        text.split(',').flat_map(|image| image.split_whitespace().next()).collect()
                    }
                    _ => vec![&text],
                };
                let plain = |part: &str| part.trim().trim_matches(['"', '\'']).to_owned();
                found.extend(parts.into_iter().map(|part| Address { line, role, text: plain(part) }));
            }
        }
    }
}

/// What a browser does with what stands in an attribute; none where that is no address.
fn role(tag: &Tag, attribute: &str) -> Option<Role> {
    let refreshes = || {
        let mut attributes = tag.attrs.iter();
        attributes.any(|it| &*it.name.local == "http-equiv" && it.value.eq_ignore_ascii_case("refresh"))
    };
    match (&*tag.name, attribute) {
        ("iframe" | "frame" | "embed" | "object", "src" | "data") => Some(Role::Framed),
        (_, "href" | "src" | "srcset" | "action" | "formaction" | "poster" | "data" | "background") => {
            Some(Role::Followed)
        }
        ("animate" | "set", "values" | "to" | "from" | "by") => Some(Role::Perhaps),
        ("meta", "content") if refreshes() => Some(Role::Perhaps),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses(markdown: &str) -> Vec<(usize, String)> {
        of(markdown).into_iter().map(|it| (it.line, it.text)).collect()
    }

    #[test]
    fn addresses_are_found_in_markdown_and_html_and_not_in_code_comments_and_scripts() {
        let text = "[a](one) <two:x> ![c](three)\n\n[d][r]\n\n[r]: four\n\n<p>\n<a href=\"fi&#118;e\">x</a></p>\n\n\
                    text <img src='six'> <a href=seven>x</a>\n\n<!-- <a href=\"no\"> -->\n\n`[x](no)`\n\n    [x](no)\n\n\
                    <script>\n'<a href=\"no\">'\n</script>\n";
        let found: Vec<(usize, String)> = addresses(text);
        let expected =
            [(1, "one"), (1, "two:x"), (1, "three"), (3, "four"), (8, "five"), (10, "six"), (10, "seven")];
        assert_eq!(found, expected.map(|(line, text)| (line, text.to_owned())));
    }

    #[test]
    fn a_tag_over_several_lines_has_the_line_that_it_begins_in() {
        let tag = "a\n\n<p>\n<a\n  class=\"b\"\n  href=\"x\"\n>c</a> <a href=y>\n";
        assert_eq!(addresses(tag), [(4, "x".to_owned()), (7, "y".to_owned())]);
    }

    #[test]
    fn a_page_in_a_frame_s_attribute_is_read_too_however_deep() {
        let html = "<iframe srcdoc='<iframe srcdoc=\"&lt;a href=&amp;#106;x>\">'></iframe>\n";
        assert_eq!(addresses(html), [(1, "jx".to_owned())]);
    }
}
