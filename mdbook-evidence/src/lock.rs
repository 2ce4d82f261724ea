//! The claims as somebody accepted them: a sentence is reviewed with its predicate.
//!
//! A line a claim, sorted by the ids: id, sentence and predicate, with a tab between. The sentence is as its chapter has it, before
//! directives are expanded; in both each run of white space is one blank, so that neither needs an escape, and a reflowed paragraph
//! changes nothing. Lines that begin with `#` are comments.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, ErrorKind};
use std::path::Path;

use evidence::file::read_text;
use thiserror::Error;

use crate::claim::{OfChapter, Sentence};
use crate::foot::{collapsed, is_id};
use crate::slashed::slashed;

/// Why a lock cannot be used.
#[derive(Debug, Error)]
pub enum LockError {
    /// It cannot be read.
    #[error("cannot read {file}: {source}. Restore it, or correct `claims-lock` in book.toml.")]
    Unreadable {
        /// The file, from the book's root.
        file: String,
        /// Why.
        source: io::Error,
    },
    /// A line is none.
    #[error("{file}:{line}: {problem}")]
    Malformed {
        /// The file, from the book's root.
        file: String,
        /// The line in it, from 1.
        line: usize,
        /// What is wrong, and what to do.
        problem: String,
    },
}

/// A claim as it was accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Accepted {
    sentence: String,
    predicate: String,
    line: usize,
}

/// The accepted claims of a book.
#[derive(Debug)]
pub(crate) struct Lock {
    /// From the book's root.
    file: String,
    text: String,
    accepted: BTreeMap<String, Accepted>,
}

impl Lock {
    /// Reads the lock of the book in `root`; one that is not there has no line.
    ///
    /// # Errors
    /// [`LockError`].
    pub(crate) fn read(root: &Path, file: &Path) -> Result<Self, LockError> {
        let path = root.join(file);
        let file = slashed(file);
        let text = match read_text(&path) {
            // A link that leads nowhere is there.
            Err(error) if error.kind() == ErrorKind::NotFound && path.symlink_metadata().is_err() => {
                String::new()
            }
            read => read.map_err(|source| LockError::Unreadable { file: file.clone(), source })?,
        };
        let mut accepted: BTreeMap<String, Accepted> = BTreeMap::new();
        for (line, written) in lines(&text) {
            let problem = match read_line(written) {
                None => format!(
                    "`{written}` is not an id, a sentence and a predicate with a tab between. Restore the line, or delete it and accept \
                     its claim again."
                ),
                Some((id, ..)) if accepted.contains_key(id) => {
                    format!("claim `{id}` is there twice. Delete the line that was not reviewed.")
                }
                Some((id, ..)) if accepted.last_key_value().is_some_and(|(last, _)| id < last.as_str()) => {
                    format!("claim `{id}` stands below one that comes after it. Sort the lines by their ids.")
                }
                Some((id, sentence, predicate)) => {
                    let (sentence, predicate) = (sentence.to_owned(), predicate.to_owned());
                    accepted.insert(id.to_owned(), Accepted { sentence, predicate, line });
                    continue;
                }
            };
            return Err(LockError::Malformed { file, line, problem });
        }
        Ok(Self { file, text, accepted })
    }

    /// In what the chapters' claims differ from the accepted ones: each with its place, what was and what is, and what to do.
    /// `command` is what accepts a claim, without its id.
    pub(crate) fn differences(&self, chapters: &[OfChapter], command: &str) -> Vec<String> {
        let mut differences = Vec::new();
        let mut named = BTreeSet::new();
        let placed = chapters.iter().flat_map(|it| it.sentences.iter().map(move |one| (&it.file, one)));
        for (file, Sentence { id, predicate, line, source }) in placed {
            named.insert(id.as_str());
            let predicate = &predicate.text;
            let (changed, parts) = match self.accepted.get(id) {
                None => ("is new", [is("sentence", source), is("predicate", predicate)]),
                Some(accepted) => {
                    let changed = match (accepted.sentence == *source, accepted.predicate == *predicate) {
                        (true, true) => continue,
                        (false, true) => "has another sentence than was accepted",
                        (true, false) => "has another predicate than was accepted",
                        (false, false) => "has another sentence and another predicate than were accepted",
                    };
                    let sentence = was_and_is("sentence", &accepted.sentence, source);
                    (changed, [sentence, was_and_is("predicate", &accepted.predicate, predicate)])
                }
            };
            differences.push(format!(
                "{file}:{line}: claim `{id}` {changed}.{}\n  If the predicate says what the sentence says, run `{command} {id}`.",
                parts.concat()
            ));
        }
        for (id, Accepted { sentence, predicate, line }) in &self.accepted {
            if !named.contains(id.as_str()) {
                let parts = [is("sentence", sentence), is("predicate", predicate)];
                differences.push(format!(
                    "{}:{line}: claim `{id}` is gone from the chapters.{}\n  If the book is to say it no more, run `{command} {id}`.",
                    self.file,
                    parts.concat()
                ));
            }
        }
        differences
    }

    /// Whether there is a line of that claim.
    pub(crate) fn has(&self, id: &str) -> bool {
        self.accepted.contains_key(id)
    }

    /// The file with the line of that claim as the chapter has it now, or without one where no chapter has it; nothing else changes.
    /// None where the line is so already.
    pub(crate) fn accepting(&self, id: &str, sentence: Option<&Sentence>) -> Option<String> {
        let accepted = self.accepted.get(id).map(|it| (it.sentence.as_str(), it.predicate.as_str()));
        if accepted == sentence.map(|it| (it.source.as_str(), it.predicate.text.as_str())) {
            return None;
        }
        let line = sentence.map(|it| format!("{id}\t{}\t{}\n", it.source, it.predicate.text));
        let mut line = line.unwrap_or_default();
        let place = self.accepted.get(id).map(|accepted| accepted.line);
        let next = self.accepted.range(id.to_owned()..).map(|(_, accepted)| accepted.line).next();
        let mut text = String::with_capacity(self.text.len() + line.len());
        for (number, written) in (1..).zip(self.text.split_inclusive('\n')) {
            if place.or(next) == Some(number) {
                text.push_str(&std::mem::take(&mut line));
            }
            if place != Some(number) {
                text.push_str(written);
            }
        }
        if !line.is_empty() && !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        Some(text + &line)
    }
}

/// The lines with a claim.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    (1..).zip(text.lines()).filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
}

fn read_line(line: &str) -> Option<(&str, &str, &str)> {
    let parts: Vec<&str> = line.split('\t').collect();
    let [id, sentence, predicate] = parts[..] else { return None };
    let plain = |text: &str| !text.is_empty() && collapsed(text) == text;
    (is_id(id) && plain(sentence) && plain(predicate)).then_some((id, sentence, predicate))
}

fn is(name: &str, text: &str) -> String {
    format!("\n  {name}: {text}")
}

fn was_and_is(name: &str, former: &str, now: &str) -> String {
    if former == now { is(name, now) } else { format!("\n  {name} was: {former}\n  {name} is: {now}") }
}
