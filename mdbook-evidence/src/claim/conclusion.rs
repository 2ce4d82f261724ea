//! What one record says of a book's conclusion: for somebody who has just taken it, and wants to know whether the answer holds
//! on that machine.

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

/// What the record of that name says of the conclusion of `book`, whose book.toml is in `root`: what the rules choose there, and which claims do
/// not hold of the chapters that draw the conclusion, or ask for what it does not have.
///
/// # Errors
/// When the configuration, the records or the rules cannot be used, or a chapter's directive fails.
pub fn conclusion(root: &Path, config: &BookConfig, book: &Book, record: &str) -> Result<String> {
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
    let mut placed: Vec<(&OfChapter, &Sentence)> = placed.collect();
    let claims: Vec<Claim> =
        placed.iter().map(|(_, it)| Claim { id: it.id.clone(), predicate: it.predicate.clone() }).collect();
    let here = View::of(set.evidence.any(record)?);
    let figures = Figures::of(&set.evidence, &here);
    let judge = Judge::new(&claims, &figures);
    let chosen = |view| set.decision(view).map(|decision| decision.choice.chosen.to_string());
    let (reference, book) = (&set.view().name, chosen(set.view()).map_err(anyhow::Error::msg)?);
    let choice = match chosen(&here) {
        Ok(here) if here == book => {
            format!("On this machine the rules choose {here}, as in the book (on {reference}).")
        }
        Ok(here) => format!(
            "On this machine the rules choose {here}; the book's answer is {book} (on {reference}). Here it does not hold."
        ),
        Err(missing) => format!("What the rules choose on this machine cannot be said: {missing}."),
    };
    placed.retain(|(chapter, _)| chapter.concludes);
    let (mut against, mut unmeasured) = (Vec::new(), Vec::new());
    for (chapter, Sentence { id, predicate, line, .. }) in &placed {
        match judge.judge(id) {
            Ok(Truth::True) => {}
            Ok(truth) => {
                let is_open = truth == Truth::Inconclusive;
                let verdict = if is_open { "is left open by the intervals" } else { "does not hold" };
                let (file, says, seen) = (&chapter.file, &predicate.text, seen(&judge, id));
                against.push(format!("\n  {id} ({file}:{line}) {verdict}: it says {says}, and here {seen}"));
            }
            Err(error) => unmeasured.push(format!("\n  {id} was not measured: {error}")),
        }
    }
    let fail = against.len() + unmeasured.len();
    Ok(format!(
        "{choice}\nOf the {} claims that its conclusion rests on, {} hold here{}{}{}",
        placed.len(),
        placed.len() - fail,
        if fail == 0 { "." } else { ":" },
        against.concat(),
        unmeasured.concat()
    ))
}
