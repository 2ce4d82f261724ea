//! The first screen of the summary: each of its sentences is bound, and none can be turned round unnoticed.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use regex::Regex;
use tempfile::TempDir;

use crate::fixture::investigate;
use crate::reproducible::checkout_into;

/// A claim or a judgement: the directive that begins it, its id, its text.
static BOUND: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?s)(\[=\s*(?:claim|judgement)\("([a-z0-9-]+)".*?=\])(.*?)(\[=\s*end\(\) =\])"#).unwrap()
});

/// What stands above the summary's second heading.
fn first_screen(summary: &str) -> &str {
    summary.split_once("\n## ").expect("the summary has sections").0
}

fn summary(root: &Path) -> String {
    fs::read_to_string(root.join("src/executive-summary.md")).unwrap()
}

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

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
    let summary = summary(project());
    let unbound = BOUND.replace_all(first_screen(&summary), "");
    let unbound: Vec<&str> = unbound.lines().filter(|line| !line.starts_with("# ")).collect();
    let words = unbound.concat();
    assert!(!words.contains(char::is_alphabetic), "nothing binds: {words}");
}

#[test]
fn a_sentence_of_the_first_screen_that_is_turned_round_by_one_word_stops_the_build() {
    let folder = TempDir::new().unwrap();
    checkout_into(folder.path());
    let summary = summary(folder.path());
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
    assert!(ids.len() >= 8, "{ids:?}");
    fs::write(folder.path().join("src/executive-summary.md"), turned).unwrap();
    let output = investigate().arg("check").current_dir(folder.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stderr);
    // Each is told by itself, so that each alone would have stopped it.
    for id in ids {
        assert!(said.contains(&format!("`{id}` has another sentence than was accepted")), "{id}: {said}");
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
