//! A page as a browser sees it.

use std::collections::HashSet;

use scraper::{ElementRef, Html};

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
        let html = Html::parse_document(text);
        let mut page = Self::default();
        for element in html.root_element().descendent_elements() {
            page.look_at(element);
        }
        page
    }

    fn look_at(&mut self, element: ElementRef<'_>) {
        let name = element.value().name();
        for (attribute, value) in element.value().attrs() {
            match (name, attribute) {
                ("base", "href") => self.base = Some(value.to_owned()),
                (_, "id") | ("a", "name") => {
                    self.ids.insert(value.to_owned());
                }
                ("a" | "area", "href") => self.add(name, value, false),
                ("link", "href") => {
                    let kinds = element.attr("rel").unwrap_or_default();
                    let hint = ["canonical", "alternate", "next", "prev", "author", "license", "help"];
                    let loaded = !kinds.split_whitespace().all(|kind| hint.contains(&kind));
                    self.add(name, value, loaded);
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
        if name == "style" {
            self.add_style(name, &element.text().collect::<String>());
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
    fn styles_in_the_page_load_too() {
        let page =
            Page::parse("<style>p { background: url('b.png') }</style><p style='background:url(c.png)'>");
        let targets: Vec<&str> = page.references.iter().map(|reference| reference.target.as_str()).collect();
        assert_eq!(targets, ["b.png", "c.png"]);
    }
}
