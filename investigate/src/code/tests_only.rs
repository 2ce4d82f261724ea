//! Which of a file's code is compiled for tests only.

use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Attribute, ImplItemFn, Item};

use super::position::Position;
use super::sources::SourceFile;

/// Whether the attributes make something a test, or part of one.
pub(crate) fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let last = attribute.path().segments.last().map(|segment| segment.ident.to_string());
        match last.as_deref() {
            Some("test" | "rstest" | "test_case" | "bench") => true,
            Some("cfg") => attribute.meta.require_list().is_ok_and(|list| {
                let words = list.tokens.to_string();
                let mut words = words.split(|c: char| !c.is_alphanumeric() && c != '_');
                words.clone().any(|word| word == "test") && words.all(|word| word != "not" && word != "any")
            }),
            _ => false,
        }
    })
}

/// Cargo compiles what is in `tests` for tests only, and a module's folder of that name has its tests by custom.
pub(crate) fn is_test_file(path: &str) -> bool {
    path.starts_with("tests/") || path.contains("/tests/")
}

/// Whether the place is compiled for tests only.
pub(crate) fn is_in_test(source: &SourceFile, place: Position) -> bool {
    let mut finder = TestFinder { place, found: is_test_file(&source.path) };
    if let Some(syntax) = &source.syntax {
        finder.visit_file(syntax);
    }
    finder.found
}

struct TestFinder {
    place: Position,
    found: bool,
}

impl TestFinder {
    fn look(&mut self, attributes: &[Attribute], span: proc_macro2::Span) {
        let around = Position::start(span) <= self.place && self.place < Position::end(span);
        self.found |= around && is_test(attributes);
    }
}

impl<'ast> Visit<'ast> for TestFinder {
    fn visit_item(&mut self, item: &'ast Item) {
        match item {
            Item::Fn(it) => self.look(&it.attrs, it.span()),
            Item::Mod(it) => self.look(&it.attrs, it.span()),
            Item::Impl(it) => self.look(&it.attrs, it.span()),
            Item::Struct(it) => self.look(&it.attrs, it.span()),
            _ => {}
        }
        visit::visit_item(self, item);
    }

    fn visit_impl_item_fn(&mut self, it: &'ast ImplItemFn) {
        self.look(&it.attrs, it.span());
        visit::visit_impl_item_fn(self, it);
    }
}
