//! Every premise of the brief is answered: two verdicts, what they rest on, and what they do to the decision.

use std::fs;
use std::path::Path;

const VERDICTS: [&str; 5] = ["true", "false", "imprecise", "gone", "cannot be known"];

/// One premise of the chapter.
struct Premise {
    heading: String,
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

fn chapter() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../src/premises.md")).unwrap()
}

fn premises(chapter: &str) -> Vec<Premise> {
    let sections = chapter.split("\n### ").skip(1).map(|section| {
        let (heading, text) = section.split_once('\n').unwrap();
        let text = text.split("\n## ").next().unwrap();
        Premise { heading: heading.to_owned(), text: text.to_owned() }
    });
    sections.filter(|premise| premise.heading.starts_with('P')).collect()
}

#[test]
fn every_premise_has_two_verdicts_evidence_and_its_effect() {
    let chapter = chapter();
    let gaps: Vec<String> = premises(&chapter)
        .iter()
        .filter(|premise| !premise.gaps().is_empty())
        .map(|premise| format!("{}: {}", premise.heading, premise.gaps().join(", ")))
        .collect();
    assert_eq!(gaps, [""; 0]);
}

#[test]
fn premises_are_numbered_without_a_gap_and_each_can_be_linked() {
    for (place, premise) in premises(&chapter()).iter().enumerate() {
        let number = place + 1;
        assert!(premise.heading.starts_with(&format!("P{number}. ")), "{}", premise.heading);
        assert!(premise.heading.ends_with(&format!("{{#p{number}}}")), "{}", premise.heading);
    }
}

#[test]
fn the_summary_counts_the_verdicts_as_they_are() {
    let chapter = chapter();
    let premises = premises(&chapter);
    let then = |verdict: &str| premises.iter().filter(|it| it.verdict("**Then") == Some(verdict)).count();
    let counted = format!(
        "Of {} premises {} were true when they were written, {} imprecise and {} false; one cannot be known.",
        premises.len(),
        then("true"),
        then("imprecise"),
        then("false"),
    );
    assert_eq!(then("cannot be known"), 1);
    assert!(chapter.contains(&counted), "the chapter does not say: {counted}");
}

#[test]
fn a_premise_without_an_answer_is_seen() {
    let bare = "## Premises\n\n### P1. All is well {#p1}\n\n**Then true.** So it is said.\n\n## More\n\n*Decision:* none.\n";
    assert_eq!(premises(bare)[0].gaps(), ["a verdict of today", "evidence", "what it does to the decision"]);
}
