//! Where the book will be: mdBook's `site-url`, which is a path on some host or a whole address.
//!
//! Only whoever publishes knows it, so it comes from the environment. A path is enough for pages to find their files; what
//! names a page to others needs the host too.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use thiserror::Error;

use crate::exit::ends;

/// Whoever publishes said no place.
#[derive(Debug, Error)]
#[error(
    "the site-url `{0}` is neither a path such as /name/ nor an address such as https://host/name/. Correct it in book.toml or in MDBOOK_OUTPUT__HTML__SITE_URL."
)]
pub(crate) struct AddressError(String);

ends!(BadInput: AddressError);

/// What no part of a path may hold as it is; what an attribute or XML would read otherwise is among it.
const ENCODED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'&')
    .add(b'\'')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'\\')
    .add(b'`');

/// The book's whole address, with a slash at its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Address(String);

impl Address {
    /// That of a settled site-url; none where it is only a path.
    pub(super) fn of(site_url: &str) -> Option<Self> {
        site_url.contains("://").then(|| Self(site_url.to_owned()))
    }

    /// That of a file of the book, by its path from the book's folder. A folder's index goes by the folder's address.
    pub(super) fn of_file(&self, path: &str) -> String {
        let folder = path.strip_suffix("index.html").filter(|rest| rest.is_empty() || rest.ends_with('/'));
        format!("{}{}", self.0, utf8_percent_encode(folder.unwrap_or(path), ENCODED))
    }
}

/// The site-url with a slash at its end: without one, a browser drops the last folder.
pub(super) fn settled(site_url: &str) -> Result<String, AddressError> {
    let refused = || AddressError(site_url.to_owned());
    let path = match site_url.split_once("://") {
        Some(("https" | "http", rest)) if !rest.starts_with('/') && !rest.is_empty() => rest,
        None if site_url.starts_with('/') && !site_url.starts_with("//") => site_url,
        _ => return Err(refused()),
    };
    // A query, an anchor, or what would end the attribute that it stands in. `%` encodes something already.
    if path.chars().any(|c| c.is_control() || c.is_whitespace() || "\"#&'<>?\\`".contains(c)) {
        return Err(refused());
    }
    Ok(format!("{}/", site_url.trim_end_matches('/')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_ends_with_one_slash() {
        for (written, place) in [
            ("/", "/"),
            ("/name", "/name/"),
            ("/name/", "/name/"),
            ("https://example.org", "https://example.org/"),
            ("http://example.org/a/b//", "http://example.org/a/b/"),
        ] {
            assert_eq!(settled(written).unwrap(), place);
        }
    }

    #[test]
    fn what_is_no_place_is_refused() {
        let none = [
            "",
            "name/",
            "example.org/name",
            "//example.org/",
            "ftp://example.org/",
            "https:///name",
            "https://",
        ];
        let more = ["/a?b", "/a#b", "https://example.org/ a", "/\"><script>", "/a\n"];
        for written in none.into_iter().chain(more) {
            assert!(settled(written).is_err(), "{written}");
        }
    }

    #[test]
    fn only_a_whole_address_names_a_page_to_others() {
        assert_eq!(Address::of("/name/"), None);
        let address = Address::of("https://example.org/name/").unwrap();
        assert_eq!(address.of_file("index.html"), "https://example.org/name/");
        assert_eq!(address.of_file("part/index.html"), "https://example.org/name/part/");
        assert_eq!(address.of_file("the-index.html"), "https://example.org/name/the-index.html");
        assert_eq!(address.of_file("a b&<ü>.html"), "https://example.org/name/a%20b%26%3C%C3%BC%3E.html");
    }
}
