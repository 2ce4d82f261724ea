//! The first screen of the summary: each of its sentences is bound, and none can be turned round unnoticed.

use std::sync::LazyLock;

use regex::Regex;

use crate::fixture::own;
use crate::refused::SAID;

/// A claim or a judgement: the directive that begins it, its id, its text.
static BOUND: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?s)(\[=\s*(?:claim|judgement)\("([a-z0-9-]+)".*?=\])(.*?)(\[=\s*end\(\) =\])"#).unwrap()
});

/// What stands above the summary's second heading.
fn first_screen(summary: &str) -> &str {
    summary.split_once("\n## ").expect("the summary has sections").0
}

pub(crate) const SUMMARY: &str = "src/executive-summary.md";

/// A sentence with one word more, which turns it round.
fn inverted(text: &str) -> String {
    let (start, word) =
        text.match_indices(' ').find(|(at, _)| is_prose(&text[..*at])).expect("it has two words");
    format!("{}{word}never{word}{}", &text[..start], &text[start + word.len()..])
}

/// Whether a place after this text is in the author's own words: in no directive, or in a caption.
fn is_prose(before: &str) -> bool {
    let inside = before.rfind("[=").is_some_and(|open| !before[open..].contains("=]"));
    let in_caption =
        before.rfind("caption=\"").is_some_and(|open| before[open + 9..].split('"').count() == 1);
    (!inside || in_caption) && before.chars().any(char::is_alphabetic)
}

#[test]
fn every_sentence_of_the_first_screen_is_a_claim_or_a_judgement() {
    let summary = own(SUMMARY);
    let unbound = BOUND.replace_all(first_screen(&summary), "");
    let unbound: Vec<&str> = unbound.lines().filter(|line| !line.starts_with("# ")).collect();
    let words = unbound.concat();
    assert!(!words.contains(char::is_alphabetic), "nothing binds: {words}");
}

/// The summary with each of these sentences turned round, and their ids.
pub(crate) fn turned_round() -> (String, Vec<String>) {
    let summary = own(SUMMARY);
    let screen = first_screen(&summary);
    let (mut turned, mut ids, mut end) = (String::new(), Vec::new(), 0);
    for found in BOUND.captures_iter(screen) {
        let (whole, text) = (found.get(0).unwrap(), found.get(3).unwrap());
        turned.push_str(&screen[end..text.start()]);
        turned.push_str(&inverted(text.as_str()));
        turned.push_str(&screen[text.end()..whole.end()]);
        end = whole.end();
        ids.push(found[2].to_owned());
    }
    turned.push_str(&summary[end..]);
    (turned, ids)
}

#[test]
fn a_sentence_of_the_first_screen_that_is_turned_round_by_one_word_stops_the_build() {
    let (_, ids) = turned_round();
    assert!(ids.len() >= 8, "{ids:?}");
    // Each is told by itself, so that each alone would have stopped it.
    for id in ids {
        assert!(SAID.contains(&format!("`{id}` has another sentence than was accepted")), "{id}: {}", *SAID);
    }
}

#[test]
fn a_sentence_is_turned_round_in_its_own_words() {
    assert_eq!(inverted("**Keep `a` and b.**"), "**Keep never `a` and b.**");
    assert_eq!(inverted("[= fig(\"a b\") =] is c d"), "[= fig(\"a b\") =] never is c d");
    assert_eq!(
        inverted("\n[= plot(a, b,\n caption=\"One two.\") =]"),
        "\n[= plot(a, b,\n caption=\"One never two.\") =]"
    );
}
