//! How many lines of a crate the compiler does not check for memory safety.
//!
//! Counted are the lines of `unsafe` blocks, functions, implementations, traits and `extern` blocks, and in macros those
//! from `unsafe` to the end of the braces that follow. A line counts once. Left out are blank lines, items under
//! `#[cfg(test)]`, and files and folders named `test` or `tests`. Every file of `src` counts, whichever features
//! compile it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Attribute, ExprUnsafe, ImplItem, ImplItemFn, Item, Macro, Safety, Signature, TraitItemFn};
use walkdir::{DirEntry, WalkDir};

/// What was counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct LineCounts {
    /// Lines within unsafe code.
    pub(super) lines: usize,
    /// Files that may have such lines, but are no Rust that syn reads, and were not counted.
    pub(super) unread: usize,
}

/// Counts in the `src` of a crate.
pub(super) fn count(src: &Path) -> LineCounts {
    let mut counted = LineCounts::default();
    let files = WalkDir::new(src).into_iter().filter_entry(|entry| !is_test(entry)).filter_map(Result::ok);
    for file in files.filter(|entry| entry.path().extension().is_some_and(|extension| extension == "rs")) {
        match fs::read_to_string(file.path()).ok().and_then(|text| in_text(&text)) {
            Some(lines) => counted.lines += lines,
            None => counted.unread += 1,
        }
    }
    counted
}

fn is_test(entry: &DirEntry) -> bool {
    entry.path().file_stem().is_some_and(|stem| stem == "test" || stem == "tests")
}

fn in_text(text: &str) -> Option<usize> {
    // Most files have neither word, and need not be parsed.
    if !["unsafe", "extern"].iter().any(|word| text.contains(word)) {
        return Some(0);
    }
    let file = syn::parse_file(text).ok()?;
    let mut found = Lines::default();
    found.visit_file(&file);
    let lines: Vec<&str> = text.lines().collect();
    let is_blank = |line: &usize| lines.get(line - 1).is_none_or(|text| text.trim().is_empty());
    Some(found.0.iter().filter(|line| !is_blank(line)).count())
}

/// Numbers of lines, from 1.
#[derive(Default)]
struct Lines(BTreeSet<usize>);

impl Lines {
    fn add(&mut self, first: Span, last: Span) {
        self.0.extend(first.start().line..=last.end().line);
    }

    fn add_if_unsafe(&mut self, signature: &Signature, whole: Span) {
        if matches!(signature.safety, Safety::Unsafe(_)) {
            self.add(whole, whole);
        }
    }

    fn scan(&mut self, tokens: TokenStream) {
        let mut start: Option<Span> = None;
        for token in tokens {
            match token {
                TokenTree::Ident(ident) if ident == "unsafe" => start = Some(ident.span()),
                TokenTree::Group(group) => {
                    if let (Delimiter::Brace, Some(first)) = (group.delimiter(), start) {
                        self.add(first, group.span_close());
                        start = None;
                    }
                    self.scan(group.stream());
                }
                _ => {}
            }
        }
    }
}

impl<'ast> Visit<'ast> for Lines {
    fn visit_item(&mut self, item: &'ast Item) {
        if is_for_tests(attributes(item)) {
            return;
        }
        let is_unsafe = match item {
            Item::Fn(it) => matches!(it.sig.safety, Safety::Unsafe(_)),
            Item::Impl(it) => it.unsafety.is_some(),
            Item::Trait(it) => it.unsafety.is_some(),
            Item::ForeignMod(it) => it.unsafety.is_some(),
            _ => false,
        };
        if is_unsafe {
            self.add(item.span(), item.span());
        }
        visit::visit_item(self, item);
    }

    fn visit_impl_item(&mut self, item: &'ast ImplItem) {
        match item {
            ImplItem::Fn(it) if is_for_tests(&it.attrs) => {}
            _ => visit::visit_impl_item(self, item),
        }
    }

    fn visit_impl_item_fn(&mut self, item: &'ast ImplItemFn) {
        self.add_if_unsafe(&item.sig, item.span());
        visit::visit_impl_item_fn(self, item);
    }

    fn visit_trait_item_fn(&mut self, item: &'ast TraitItemFn) {
        self.add_if_unsafe(&item.sig, item.span());
        visit::visit_trait_item_fn(self, item);
    }

    fn visit_expr_unsafe(&mut self, block: &'ast ExprUnsafe) {
        self.add(block.span(), block.span());
        visit::visit_expr_unsafe(self, block);
    }

    fn visit_macro(&mut self, it: &'ast Macro) {
        self.scan(it.tokens.clone());
    }
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Mod(it) => &it.attrs,
        Item::Fn(it) => &it.attrs,
        Item::Impl(it) => &it.attrs,
        _ => &[],
    }
}

fn is_for_tests(attributes: &[Attribute]) -> bool {
    let is_test = |it: &Attribute| it.parse_args::<syn::Ident>().is_ok_and(|condition| condition == "test");
    attributes.iter().any(|it| it.path().is_ident("cfg") && is_test(it))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_functions_and_implementations_count_each_line_once() {
        assert_eq!(in_text("fn f() {\n    unsafe {\n        a();\n\n        b();\n    }\n}\n"), Some(4));
        assert_eq!(in_text("unsafe fn f() {\n    unsafe { a() }\n}\n"), Some(3));
        assert_eq!(in_text("unsafe impl Send for A {}\nimpl A {\n    unsafe fn f() {}\n}\n"), Some(2));
        assert_eq!(in_text("fn f() {}\n"), Some(0));
    }

    #[test]
    fn macros_count_from_unsafe_to_the_end_of_its_braces() {
        let text = "macro_rules! m {\n    () => {\n        unsafe {\n            a()\n        }\n    };\n}\n";
        assert_eq!(in_text(text), Some(3));
        assert_eq!(in_text("fn f() { m!(unsafe { a() }); }\n"), Some(1));
    }

    #[test]
    fn tests_do_not_count() {
        assert_eq!(in_text("#[cfg(test)]\nmod tests {\n    fn f() { unsafe { a() } }\n}\n"), Some(0));
        assert_eq!(in_text("#[cfg(feature = \"x\")]\nmod x {\n    fn f() { unsafe { a() } }\n}\n"), Some(1));
    }

    #[test]
    fn what_is_no_rust_is_not_counted_as_safe() {
        assert_eq!(in_text("unsafe fn ("), None);
        // Nothing in it would be counted, whatever it is.
        assert_eq!(in_text("fn ("), Some(0));
    }
}
