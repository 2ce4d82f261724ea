//! A page as a browser sees it.

use std::collections::HashSet;

use mdbook_evidence::html::{Piece, Tag, each};

use super::style;

/// What a page offers and what it asks for.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// Every id: what an anchor can point to.
    pub(super) ids: HashSet<String>,
    /// Every address in it.
    pub(super) references: Vec<Reference>,
    /// Where relative addresses start, if not at the page itself.
    pub(super) base: Option<String>,
    /// Whether the page asks the Rust playground about its code blocks.
    pub(super) playground: bool,
}

/// An address in a page.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Reference {
    pub(super) element: String,
    /// As it is written.
    pub(super) target: String,
    /// Whether the page is incomplete without it, as against a link that a reader may follow.
    pub(super) loaded: bool,
}

impl Page {
    /// Reads a page.
    pub(super) fn parse(text: &str) -> Self {
        let mut page = Self::default();
        // What the style sheet that was opened last has so far.
        let mut css: Option<String> = None;
        each(text, &mut |_, piece| match piece {
            Piece::Opens(tag) => {
                page.look_at(&tag);
                if &*tag.name == "style" {
                    css = Some(String::new());
                }
            }
            Piece::Closes(tag) if &*tag.name == "style" => {
                page.add_style("style", &css.take().unwrap_or_default());
            }
            Piece::Text(text) => css.iter_mut().for_each(|css| css.push_str(&text)),
            Piece::Closes(_) => {}
        });
        page.add_style("style", &css.unwrap_or_default());
        page
    }

    fn look_at(&mut self, tag: &Tag) {
        let name = &*tag.name;
        for attribute in &tag.attrs {
            let value = &*attribute.value;
            // Without the prefix that it has in SVG.
            let attribute = attribute.name.local.rsplit(':').next().unwrap_or_default();
            match (name, attribute) {
                ("base", "href") => self.base = Some(value.to_owned()),
                (_, "id") | ("a", "name") => {
                    self.ids.insert(value.to_owned());
                }
                ("a" | "area", "href") => self.add(name, value, false),
                ("link", "href") => {
                    let rel = tag.attrs.iter().find(|it| &*it.name.local == "rel");
                    let mut kinds = rel.map_or("", |rel| &rel.value).split_whitespace();
                    let hint = ["canonical", "alternate", "next", "prev", "author", "license", "help"];
                    self.add(name, value, !kinds.all(|kind| hint.contains(&kind)));
                }
                // In SVG, `href` of these elements is what they show.
                ("image" | "use", "href") | (_, "src" | "poster") | ("object", "data") => {
                    self.add(name, value, true);
                }
                (_, "srcset") => {
                    for candidate in value.split(',') {
                        self.add(name, candidate.split_whitespace().next().unwrap_or_default(), true);
                    }
                }
                (_, "style") => self.add_style(name, value),
                (_, "class") if value.split_whitespace().any(|class| class == "playground") => {
                    self.playground = true;
                }
                _ => {}
            }
        }
    }

    fn add(&mut self, element: &str, target: &str, loaded: bool) {
        let target = target.trim().to_owned();
        self.references.push(Reference { element: element.to_owned(), target, loaded });
    }

    fn add_style(&mut self, element: &str, css: &str) {
        for target in style::addresses(css) {
            self.add(element, &target, true);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_told_from_what_the_page_loads() {
        let page = Page::parse(
            "<a href='x.html#y'>x</a><img src='i.png'><link rel='canonical' href='c.html'>\
             <link rel='stylesheet' href='s.css'><svg><use xlink:href='#arrow'/></svg>",
        );
        let of = |loaded: bool| -> Vec<&str> {
            let found = page.references.iter().filter(|reference| reference.loaded == loaded);
            found.map(|reference| reference.target.as_str()).collect()
        };
        assert_eq!(of(false), ["x.html#y", "c.html"]);
        assert_eq!(of(true), ["i.png", "s.css", "#arrow"]);
    }

    #[test]
    fn what_stands_in_a_script_or_a_comment_is_no_address_and_entities_are_what_they_stand_for() {
        let page =
            Page::parse("<script>'<a href=\"no\">'</script><!-- <img src=no> --><a HREF='a&amp;b'>x</a>");
        let targets: Vec<&str> = page.references.iter().map(|reference| reference.target.as_str()).collect();
        assert_eq!(targets, ["a&b"]);
    }

    #[test]
    fn styles_in_the_page_load_too() {
        let page = Page::parse(
            "<style>p { background: url('b.png') }</style><p style='background:url(c.png)'>\
             <style>p { background: url(d.png) }",
        );
        let targets: Vec<&str> = page.references.iter().map(|reference| reference.target.as_str()).collect();
        assert_eq!(targets, ["b.png", "c.png", "d.png"]);
    }
}
