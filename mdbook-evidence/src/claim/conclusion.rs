//! What one record says of a book's conclusion: for somebody who has just taken it, and wants to know whether the answer holds
//! on that machine.

use std::fmt;
use std::path::Path;

use evidence::claim::{Claim, Judge};
use evidence::metric::{Figures, View};
use evidence::predicate::Truth;
use mdbook_preprocessor::book::Book;
use mdbook_preprocessor::config::Config as BookConfig;
use mdbook_preprocessor::errors::Result;

use crate::cache::Cache;
use crate::claim::asking::seen;
use crate::claim::{OfChapter, Sentence};
use crate::config::Config;
use crate::directive::Directives;
use crate::preprocessor::{expand, records};

/// What one record says of a book's conclusion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conclusion {
    /// What the book calls its default coordinates.
    pub reference: String,
    /// What the rules choose there.
    pub book: String,
    /// What they choose on the record in question, or what is missing there.
    pub here: std::result::Result<String, String>,
    /// How many claims the chapters make that draw the conclusion.
    pub claims: usize,
    /// Those that do not hold here.
    pub against: Vec<Against>,
    /// Those that ask for what the record does not have, each with that.
    pub unmeasured: Vec<(String, String)>,
}

/// A claim that does not hold on a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Against {
    /// The claim's id.
    pub claim: String,
    /// Its chapter and line.
    pub place: String,
    /// Whether the record's intervals leave it open; else it is false there.
    pub open: bool,
    /// What must be true.
    pub predicate: String,
    /// The figures that it asks for, as they are here.
    pub seen: String,
}

/// Judges the conclusion of `book`, whose book.toml is in `root`, on the record of that name.
///
/// # Errors
/// When the configuration, the records or the rules cannot be used, or a chapter's directive fails.
pub fn conclusion(root: &Path, config: &BookConfig, book: &Book, record: &str) -> Result<Conclusion> {
    let source = &config.book.src;
    let config = Config::of(config, root)?;
    let set = records(root, &config)?;
    let directives = Directives::new(&set, &config);
    let mut chapters = Vec::new();
    for chapter in book.chapters() {
        let (of_chapter, _) = expand(&directives, chapter, (root, source), &config, &Cache::default())
            .map_err(|errors| anyhow::anyhow!(errors.join("\n")))?;
        chapters.push(of_chapter);
    }
    let placed = chapters.iter().flat_map(|chapter| chapter.sentences.iter().map(move |it| (chapter, it)));
    let placed: Vec<(&OfChapter, &Sentence)> = placed.collect();
    let claims: Vec<Claim> =
        placed.iter().map(|(_, it)| Claim { id: it.id.clone(), predicate: it.predicate.clone() }).collect();
    let here = View::of(set.evidence().any(record)?);
    let figures = Figures::of(set.evidence(), &here);
    let judge = Judge::new(&claims, &figures);
    let chosen = |view| set.decision(view).map(|decision| decision.choice.chosen.to_string());
    let mut conclusion = Conclusion {
        reference: set.view().name.clone(),
        book: chosen(set.view()).map_err(anyhow::Error::msg)?,
        here: chosen(&here),
        claims: 0,
        against: Vec::new(),
        unmeasured: Vec::new(),
    };
    for (chapter, claim) in placed.iter().filter(|(chapter, _)| chapter.concludes) {
        conclusion.claims += 1;
        match judge.judge(&claim.id) {
            Ok(Truth::True) => {}
            Ok(truth) => conclusion.against.push(Against {
                claim: claim.id.clone(),
                place: format!("{}:{}", chapter.file, claim.line),
                open: truth == Truth::Inconclusive,
                predicate: claim.predicate.text.clone(),
                seen: seen(&judge, &claim.id),
            }),
            Err(error) => conclusion.unmeasured.push((claim.id.clone(), error.to_string())),
        }
    }
    Ok(conclusion)
}

impl fmt::Display for Conclusion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { reference, book, here, claims, against, unmeasured } = self;
        match here {
            Ok(here) if here == book => {
                writeln!(f, "On this machine the rules choose {here}, as in the book (on {reference}).")?;
            }
            Ok(here) => writeln!(
                f,
                "On this machine the rules choose {here}; the book's answer is {book} (on {reference}). Here it does not hold."
            )?,
            Err(missing) => writeln!(f, "What the rules choose on this machine cannot be said: {missing}.")?,
        }
        let hold = claims - against.len() - unmeasured.len();
        write!(f, "Of the {claims} claims that its conclusion rests on, {hold} hold here")?;
        if against.is_empty() && unmeasured.is_empty() {
            return f.write_str(".");
        }
        f.write_str(":")?;
        for Against { claim, place, open, predicate, seen } in against {
            let verdict = if *open { "is left open by the intervals" } else { "does not hold" };
            write!(f, "\n  {claim} ({place}) {verdict}: it says {predicate}, and here {seen}")?;
        }
        for (claim, missing) in unmeasured {
            write!(f, "\n  {claim} was not measured: {missing}")?;
        }
        Ok(())
    }
}
