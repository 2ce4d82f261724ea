//! Every premise of the brief is answered: two verdicts, what they rest on, and what they do to the decision.

use crate::fixture::own;

const VERDICTS: [&str; 5] = ["true", "false", "imprecise", "gone", "cannot be known"];

/// One premise of the chapter: a term, whose name is its anchor too, and what is said of it.
struct Premise {
    name: String,
    text: String,
}

impl Premise {
    /// What `**Then … . Today … .**` says after that word.
    fn verdict(&self, word: &str) -> Option<&str> {
        let (_, rest) = self.text.split_once(&format!("{word} "))?;
        VERDICTS.into_iter().find(|verdict| rest.starts_with(verdict))
    }

    /// Whether there is a place in the sources, a figure, a chapter, or a source with its date.
    fn has_evidence(&self) -> bool {
        let has_digit_after = |mark: &str| {
            self.text.split(mark).skip(1).any(|rest| rest.starts_with(|it: char| it.is_ascii_digit()))
        };
        ["[= ", "](", "`src"].iter().any(|mark| self.text.contains(mark))
            || [".rs:", ".yaml:", ".toml:", ".md:", "20"].into_iter().any(has_digit_after)
    }

    /// What is missing in it, in words.
    fn gaps(&self) -> Vec<&'static str> {
        let (_, effect) = self.text.split_once("*Decision:*").unwrap_or_default();
        [
            (self.verdict("**Then").is_none(), "a verdict at the brief's date"),
            (self.verdict("Today").is_none(), "a verdict of today"),
            (!self.has_evidence(), "evidence"),
            (effect.trim().is_empty(), "what it does to the decision"),
        ]
        .into_iter()
        .filter_map(|(missing, what)| missing.then_some(what))
        .collect()
    }
}

fn chapter(name: &str) -> String {
    own(&format!("src/{name}"))
}

/// The terms of a chapter's definition lists that are called as premises are.
fn premises(chapter: &str) -> Vec<Premise> {
    let terms = chapter.split("\n\nP").skip(1).filter_map(|entry| {
        let (number, text) = entry.split_once("\n: ")?;
        number.parse::<usize>().ok()?;
        // What follows a definition begins at the left margin.
        let ends = text.match_indices("\n\n").find(|(at, _)| !text[at + 2..].starts_with(' '));
        let text = ends.map_or(text, |(at, _)| &text[..at]);
        Some(Premise { name: format!("P{number}"), text: text.to_owned() })
    });
    terms.collect()
}

#[test]
fn every_premise_has_two_verdicts_evidence_and_its_effect() {
    let gaps: Vec<String> = premises(&chapter("all-premises.md"))
        .iter()
        .filter(|premise| !premise.gaps().is_empty())
        .map(|premise| format!("{}: {}", premise.name, premise.gaps().join(", ")))
        .collect();
    assert_eq!(gaps, [""; 0]);
}

#[test]
fn premises_are_numbered_without_a_gap() {
    let premises = premises(&chapter("all-premises.md"));
    let names: Vec<&str> = premises.iter().map(|premise| premise.name.as_str()).collect();
    let numbered: Vec<String> = (1..=46).map(|number| format!("P{number}")).collect();
    assert_eq!(names, numbered);
}

#[test]
fn the_first_chapter_shows_ten_of_them_with_the_same_verdict_and_a_link() {
    let all = premises(&chapter("all-premises.md"));
    let shown = premises(&chapter("premises.md"));
    assert_eq!(shown.len(), 10);
    for premise in shown {
        let same = all.iter().find(|other| other.name == premise.name).unwrap();
        assert!(premise.verdict("**Then").is_some(), "{} has no verdict", premise.name);
        assert_eq!(premise.verdict("**Then"), same.verdict("**Then"), "{}", premise.name);
        let link = format!("(all-premises.md#{})", premise.name.to_lowercase());
        assert!(premise.text.contains(&link), "{} does not lead to its evidence", premise.name);
    }
}

#[test]
fn the_summary_counts_the_verdicts_as_they_are() {
    let chapter = chapter("all-premises.md");
    let premises = premises(&chapter);
    let then = |verdict: &str| premises.iter().filter(|it| it.verdict("**Then") == Some(verdict)).count();
    let words = chapter.split_whitespace().collect::<Vec<_>>().join(" ");
    let counted = format!(
        "Of {} premises {} were true when they were written, {} imprecise and {} false; one cannot be known.",
        premises.len(),
        then("true"),
        then("imprecise"),
        then("false"),
    );
    assert_eq!(then("cannot be known"), 1);
    assert!(words.contains(&counted), "the chapter does not say: {counted}");
}

#[test]
fn a_premise_without_an_answer_is_seen() {
    let bare =
        "## Premises\n\nP1\n: *All is well.* **Then true.** So it is said.\n\n## More\n\n*Decision:* none.\n";
    assert_eq!(premises(bare)[0].gaps(), ["a verdict of today", "evidence", "what it does to the decision"]);
}
