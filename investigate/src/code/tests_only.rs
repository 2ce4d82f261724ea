//! What is compiled for tests only.

use syn::Attribute;

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
