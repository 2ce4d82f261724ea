//! The addresses in a style sheet.

/// What `url(...)` and `@import "..."` name, in order. Comments are passed over.
pub(super) fn addresses(css: &str) -> Vec<String> {
    let css = without_comments(css);
    let mut found = Vec::new();
    for (start, opening) in css.match_indices("url(") {
        let rest = &css[start + opening.len()..];
        found.extend(rest.split(')').next().map(unquoted));
    }
    for (start, opening) in css.match_indices("@import") {
        let rest = css[start + opening.len()..].trim_start();
        // `@import url(...)` was found above.
        if let Some(quote) = rest.chars().next().filter(|c| matches!(c, '"' | '\'')) {
            found.extend(rest[1..].split(quote).next().map(str::to_owned));
        }
    }
    found
}

fn unquoted(address: &str) -> String {
    address.trim().trim_matches(['"', '\'']).to_owned()
}

fn without_comments(css: &str) -> String {
    let mut plain = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, comment)) = rest.split_once("/*") {
        plain.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_and_imports_are_found_and_comments_are_not() {
        let css =
            "@import \"a.css\"; @import url(b.css);\n/* url(no.png) */ p { background: url( 'c.png' ) }";
        assert_eq!(addresses(css), ["b.css", "c.png", "a.css"]);
    }
}
