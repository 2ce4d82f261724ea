//! Takes the `deprecated` that is there already out of the way: a definition may have one only, and ours has to be it.

use syn::punctuated::Punctuated;
use syn::visit::Visit;
use syn::{Attribute, Meta, Token};

use crate::code::{Edit, SourceFile, apply, text_of};

/// Takes the place of a `deprecated`: it is no longer than that, and has no effect wherever an attribute may stand.
const NOTHING: &str = "allow()";

/// The file's text without any `deprecated`. What follows keeps its line and its column.
pub(super) fn without(source: &SourceFile) -> String {
    let mut finder = DeprecatedFinder { source, found: Vec::new() };
    if let Some(syntax) = &source.syntax {
        finder.visit_file(syntax);
    }
    apply(&source.text, finder.found)
}

/// [`NOTHING`], in as many lines and columns as the attribute has.
fn nothing(attribute: &str) -> String {
    let blank: String = attribute.chars().map(|c| if c == '\n' { c } else { ' ' }).collect();
    let written = NOTHING.len().min(blank.len());
    format!("{NOTHING}{}", &blank[written..])
}

struct DeprecatedFinder<'a> {
    source: &'a SourceFile,
    found: Vec<Edit>,
}

impl DeprecatedFinder<'_> {
    fn look(&mut self, meta: &Meta) {
        if meta.path().is_ident("deprecated") {
            let written = text_of(self.source, meta).unwrap_or_default();
            self.found.push(Edit::replace(meta, nothing(&written)));
        } else if let Meta::List(list) = meta
            && list.path.is_ident("cfg_attr")
            && let Ok(parts) = list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated)
        {
            // The first is the condition.
            parts.iter().skip(1).for_each(|part| self.look(part));
        }
    }
}

impl<'ast> Visit<'ast> for DeprecatedFinder<'_> {
    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        self.look(&attribute.meta);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn stands(text: &str, expected: &str) {
        let source = SourceFile::new("src/lib.rs".to_owned(), text.to_owned());
        let stripped = without(&source);
        assert_eq!(stripped, expected);
        let columns = |text: &str| text.lines().map(|line| line.chars().count()).collect::<Vec<_>>();
        assert_eq!(columns(&stripped), columns(text));
        assert!(syn::parse_file(&stripped).is_ok());
    }

    #[test]
    fn a_deprecation_is_taken_away_and_everything_keeps_its_place() {
        stands("#[deprecated] struct A;", "#[allow()   ] struct A;");
        stands(
            "struct A { #[deprecated(note = \"ü\")] a: u8, b: u8 }",
            "struct A { #[allow()               ] a: u8, b: u8 }",
        );
        stands("#[deprecated = \"x\"] fn f() {}", "#[allow()         ] fn f() {}");
    }

    #[test]
    fn one_that_depends_on_something_or_goes_over_lines_too() {
        stands(
            "#[cfg_attr(feature = \"x\", deprecated, inline)] fn f() {}",
            "#[cfg_attr(feature = \"x\", allow()   , inline)] fn f() {}",
        );
        stands(
            "#[deprecated(\n    note = \"x\",\n)]\nfn f() {}",
            "#[allow()    \n               \n ]\nfn f() {}",
        );
    }

    #[test]
    fn what_only_mentions_it_stays() {
        let text = "#[allow(deprecated)] fn deprecated() { /* #[deprecated] */ }";
        stands(text, text);
    }
}
