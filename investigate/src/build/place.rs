//! Which lines of a chapter hold an address.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag};

/// The lines, from 1, that hold the address `target` as the page has it; none when the chapter does not.
pub(super) fn of_address(text: &str, target: &str) -> Vec<usize> {
    // The extensions that mdBook reads Markdown with, as far as they decide what is a link.
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM;
    let mut offsets = Vec::new();
    for (event, Range { start, .. }) in Parser::new_ext(text, options).into_offset_iter() {
        match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. })
                if as_rendered(&dest_url) == target =>
            {
                offsets.push(start);
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                // A quote on both sides, or `a` would be found in `data`.
                let quoted = [format!("\"{target}\""), format!("'{target}'")];
                let found = quoted.iter().flat_map(|quoted| html.match_indices(quoted.as_str()));
                offsets.extend(found.map(|(offset, _)| start + offset));
            }
            _ => {}
        }
    }
    lines(text, offsets)
}

fn lines(text: &str, offsets: Vec<usize>) -> Vec<usize> {
    let mut lines: Vec<usize> =
        offsets.into_iter().map(|offset| text[..offset].matches('\n').count() + 1).collect();
    lines.sort_unstable();
    lines.dedup();
    lines
}

/// mdBook turns a link to a chapter's file into one to its page.
fn as_rendered(address: &str) -> String {
    let (path, anchor) = match address.split_once('#') {
        Some((path, anchor)) => (path, format!("#{anchor}")),
        None => (address, String::new()),
    };
    match path.strip_suffix(".md") {
        Some(stem) if !path.contains("://") => format!("{stem}.html{anchor}"),
        _ => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHAPTER: &str = "# Title\n\nSee [one](a.md#x) and\n[two](b.md).\n\n`[no](b.md)`\n\n\
        <figure>\n<img src=\"a.png\">\n</figure>\n\n[again][ref]\n\n[ref]: b.md\n";

    #[test]
    fn a_link_is_found_by_the_address_of_its_page() {
        assert_eq!(of_address(CHAPTER, "a.html#x"), [3]);
    }

    #[test]
    fn every_line_with_the_link_is_found_and_code_is_not() {
        assert_eq!(of_address(CHAPTER, "b.html"), [4, 12]);
    }

    #[test]
    fn an_address_in_raw_html_is_found() {
        assert_eq!(of_address(CHAPTER, "a.png"), [9]);
    }

    #[test]
    fn what_the_chapter_does_not_hold_has_no_line() {
        assert_eq!(of_address(CHAPTER, "c.html"), [0; 0]);
    }
}
