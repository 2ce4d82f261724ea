//! Where an address leads.

use percent_encoding::percent_decode_str;

/// What an address is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum LinkTarget {
    /// On another host.
    External,
    /// A file of the book, by its path from the book's folder, and an anchor in it.
    Internal {
        /// The file.
        path: String,
        /// The anchor, without `#`; none when it is absent or empty.
        anchor: Option<String>,
    },
    /// On the same host, but not in the book.
    Outside,
    /// Nothing to look up: mail, data or a script.
    Other,
}

/// Resolves an address on the page at `page` as a browser does.
///
/// `base` is the page's `<base href>`, and `site` the path that the book is published under, with slashes at both ends.
pub(super) fn resolve(address: &str, page: &str, base: Option<&str>, site: &str) -> LinkTarget {
    if let Some(scheme) = scheme(address) {
        let remote =
            ["http", "https", "ftp", "ws", "wss"].iter().any(|name| scheme.eq_ignore_ascii_case(name));
        return if remote { LinkTarget::External } else { LinkTarget::Other };
    }
    if address.starts_with("//") {
        return LinkTarget::External;
    }
    let (address, anchor) = match address.split_once('#') {
        Some((address, anchor)) => (address, Some(anchor).filter(|anchor| !anchor.is_empty())),
        None => (address, None),
    };
    let anchor = anchor.map(decoded);
    let address = decoded(address.split('?').next().unwrap_or(address));

    let here = base.map_or_else(|| format!("{site}{page}"), folder_of);
    let absolute = match address.as_str() {
        "" => here,
        rooted if rooted.starts_with('/') => rooted.to_owned(),
        relative => format!("{}{relative}", &here[..here.rfind('/').map_or(0, |end| end + 1)]),
    };
    match normalised(&absolute).as_deref().and_then(|absolute| absolute.strip_prefix(site)) {
        Some(path) if path.is_empty() || path.ends_with('/') => {
            LinkTarget::Internal { path: format!("{path}index.html"), anchor }
        }
        Some(path) => LinkTarget::Internal { path: path.to_owned(), anchor },
        None => LinkTarget::Outside,
    }
}

/// The path that a site is published under: `https://host/name` and `/name` both give `/name/`.
pub(super) fn site_path(site_url: &str) -> String {
    let path = match site_url.split_once("://") {
        Some((_, rest)) => rest.split_once('/').map_or("", |(_, path)| path),
        None => site_url,
    };
    let path = path.trim_matches('/');
    if path.is_empty() { "/".to_owned() } else { format!("/{path}/") }
}

fn folder_of(base: &str) -> String {
    let path = site_path(base);
    if base.ends_with('/') { path } else { path.trim_end_matches('/').to_owned() }
}

fn scheme(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once(':')?;
    let valid = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    valid.then_some(scheme)
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// Without `.` and `..`; none when it leads above the host's root.
fn normalised(path: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/').skip(1) {
        match part {
            "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    // `a/.` and `a/..` name folders, as `a/` does.
    let folder = path.ends_with("/.") || path.ends_with("/..");
    Some(format!("/{}{}", parts.join("/"), if folder && !parts.is_empty() { "/" } else { "" }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn internal(path: &str, anchor: Option<&str>) -> LinkTarget {
        LinkTarget::Internal { path: path.to_owned(), anchor: anchor.map(str::to_owned) }
    }

    #[test]
    fn relative_addresses_start_at_the_page() {
        assert_eq!(resolve("b.html#x", "part/a.html", None, "/"), internal("part/b.html", Some("x")));
        assert_eq!(resolve("../b.html?v=1", "part/a.html", None, "/"), internal("b.html", None));
        assert_eq!(resolve("#x", "part/a.html", None, "/"), internal("part/a.html", Some("x")));
        assert_eq!(resolve("./", "part/a.html", None, "/"), internal("part/index.html", None));
    }

    #[test]
    fn encoded_addresses_name_the_decoded_file() {
        assert_eq!(resolve("a%20b.html#%C3%BC", "a.html", None, "/"), internal("a b.html", Some("ü")));
    }

    #[test]
    fn a_site_below_its_host_keeps_its_own_addresses() {
        assert_eq!(resolve("b.html", "a.html", None, "/book/"), internal("b.html", None));
        assert_eq!(resolve("/book/b.html", "a.html", None, "/book/"), internal("b.html", None));
        assert_eq!(resolve("/b.html", "a.html", None, "/book/"), LinkTarget::Outside);
        assert_eq!(resolve("../b.html", "a.html", None, "/book/"), LinkTarget::Outside);
    }

    #[test]
    fn a_base_takes_the_place_of_the_page() {
        assert_eq!(resolve("b.css", "404.html", Some("/book/"), "/book/"), internal("b.css", None));
        let absolute = Some("https://example.org/book/");
        assert_eq!(resolve("b.css", "404.html", absolute, "/book/"), internal("b.css", None));
    }

    #[test]
    fn other_hosts_and_other_schemes_are_told_apart() {
        assert_eq!(resolve("HTTPS://example.org/x", "a.html", None, "/"), LinkTarget::External);
        assert_eq!(resolve("//example.org/x", "a.html", None, "/"), LinkTarget::External);
        assert_eq!(resolve("mailto:a@b.c", "a.html", None, "/"), LinkTarget::Other);
        assert_eq!(resolve("data:image/png;base64,AA", "a.html", None, "/"), LinkTarget::Other);
    }

    #[test]
    fn nothing_lies_above_the_root() {
        assert_eq!(resolve("../../x.html", "a.html", None, "/"), LinkTarget::Outside);
    }

    #[test]
    fn a_site_url_may_be_whole_or_a_path() {
        assert_eq!(site_path("/"), "/");
        assert_eq!(site_path("/book"), "/book/");
        assert_eq!(site_path("https://example.org/a/b/"), "/a/b/");
        assert_eq!(site_path("https://example.org"), "/");
    }
}
