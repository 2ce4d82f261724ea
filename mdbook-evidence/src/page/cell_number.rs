//! What a reader of a table takes for a number.

use std::sync::LazyLock;

use regex::Regex;

use crate::pattern::constant;

/// A number with a sign, a unit and an interval, or two with a dash or "to" between them.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    constant(
        r"(?x)^ (?:[≈~<>≤≥=±]\s*)? [+\-−–]? \d[\d.,_\u{a0}\u{202f}\u{2009}]* (?:\s*[^\s\d\[(,;:]{1,6})?
          (?:\s*(?:-|–|to)\s* [+\-−]? \d[\d.,_]* (?:\s*[^\s\d\[(,;:]{1,6})? )?
          (?:\s*[\[(] [^\])]*\d[^\])]* [\])])? $",
    )
});

/// Whether a text is a number, or `None` where it stands in place of one that there is not.
pub(crate) fn is_number(text: &str) -> Option<bool> {
    let text = text.trim();
    (!NONE.contains(&text)).then(|| NUMBER.is_match(text))
}

/// What a cell says in place of a number that there is not.
const NONE: [&str; 4] = ["", "-", "–", "—"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_may_have_a_sign_a_unit_and_an_interval() {
        for number in [
            "1",
            "1,234",
            "-0.5",
            "≈ 3",
            "27.5 µs",
            "12 %",
            "4.6 ×",
            "1\u{a0}MiB",
            "3–5",
            "3 to 5 ms",
            "2 [1–3]",
            "< 1 ns",
        ] {
            assert_eq!(is_number(number), Some(true), "{number}");
        }
    }

    #[test]
    fn a_word_a_version_of_several_things_or_a_sentence_is_none() {
        for other in
            ["", "none", "10 MiB on Linux", "3 of 5", "v2", "2 sizes, 3 rounds", "6-8 files and more", "code"]
        {
            assert_ne!(is_number(other), Some(true), "{other}");
        }
    }
}
