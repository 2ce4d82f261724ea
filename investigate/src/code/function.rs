//! What is around a place: its function, and whether it is compiled for tests only.

use proc_macro2::Span;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Attribute, ImplItemFn, Item, ItemFn, ItemImpl, ItemTrait, Signature, TraitItemFn};

use super::definition::type_ident;
use super::position::Position;
use super::sources::SourceFile;
use super::tests_only::{is_test, is_test_file};

/// The innermost function at the place, with the type that it is of, as catalogs name it; `None` outside of one.
pub(crate) fn function_at(source: &SourceFile, place: Position) -> Option<String> {
    Enclosing::of(source, place).function
}

/// Whether the place is compiled for tests only.
pub(crate) fn is_in_test(source: &SourceFile, place: Position) -> bool {
    is_test_file(&source.path) || Enclosing::of(source, place).test
}

struct Enclosing {
    place: Position,
    owner: Option<String>,
    function: Option<String>,
    test: bool,
}

impl Enclosing {
    fn of(source: &SourceFile, place: Position) -> Self {
        let mut enclosing = Self { place, owner: None, function: None, test: false };
        source.syntax.iter().for_each(|file| enclosing.visit_file(file));
        enclosing
    }

    fn has(&self, whole: Span) -> bool {
        Position::start(whole) <= self.place && self.place < Position::end(whole)
    }

    fn within(&mut self, owner: Option<String>, visit: impl FnOnce(&mut Self)) {
        let outside = std::mem::replace(&mut self.owner, owner);
        visit(self);
        self.owner = outside;
    }

    /// Visited from the outside in, so that the last one is the innermost.
    fn look(&mut self, signature: &Signature, whole: Span, visit: impl FnOnce(&mut Self)) {
        if self.has(whole) {
            let name = &signature.ident;
            self.function = Some(match &self.owner {
                Some(owner) => format!("{owner}::{name}"),
                None => name.to_string(),
            });
            // Functions inside of this one have no type of their own.
            self.within(None, visit);
        }
    }
}

impl<'ast> Visit<'ast> for Enclosing {
    fn visit_item(&mut self, item: &'ast Item) {
        let attributes: &[Attribute] = match item {
            Item::Fn(it) => &it.attrs,
            Item::Mod(it) => &it.attrs,
            Item::Impl(it) => &it.attrs,
            Item::Struct(it) => &it.attrs,
            _ => &[],
        };
        self.test |= self.has(item.span()) && is_test(attributes);
        visit::visit_item(self, item);
    }

    fn visit_item_impl(&mut self, item: &'ast ItemImpl) {
        let owner = type_ident(&item.self_ty).map(ToString::to_string);
        self.within(owner, |finder| visit::visit_item_impl(finder, item));
    }

    fn visit_item_trait(&mut self, item: &'ast ItemTrait) {
        self.within(Some(item.ident.to_string()), |finder| visit::visit_item_trait(finder, item));
    }

    fn visit_item_fn(&mut self, item: &'ast ItemFn) {
        self.look(&item.sig, item.span(), |finder| visit::visit_item_fn(finder, item));
    }

    fn visit_impl_item_fn(&mut self, item: &'ast ImplItemFn) {
        self.test |= self.has(item.span()) && is_test(&item.attrs);
        self.look(&item.sig, item.span(), |finder| visit::visit_impl_item_fn(finder, item));
    }

    fn visit_trait_item_fn(&mut self, item: &'ast TraitItemFn) {
        self.look(&item.sig, item.span(), |finder| visit::visit_trait_item_fn(finder, item));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_innermost_function_is_named_with_its_type() {
        let text = "impl A {\n fn m(&self) {\n  fn inner() {\n  }\n }\n}\nfn free() {\n}\nstruct S;\n";
        let source = SourceFile::new("src/lib.rs".to_owned(), text.to_owned());
        let at = |line| function_at(&source, Position { line, column: 3 });
        assert_eq!(at(2).as_deref(), Some("A::m"));
        assert_eq!(at(3).as_deref(), Some("inner"));
        assert_eq!(at(7).as_deref(), Some("free"));
        assert_eq!(at(9), None);
    }
}
