//! The claims and judgements as somebody accepted them: a sentence is reviewed with its predicate or its reason.
//!
//! A line each, sorted by the ids: id, sentence, and the predicate or `judgement: ` with the reason, with a tab between. The sentence is as its chapter has it, before
//! directives are expanded; in both each run of white space outside of quoted names is one blank, and a tab in one is `␉`, so that a
//! reflowed paragraph changes nothing. Lines that begin with `#` are comments.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, ErrorKind};
use std::path::Path;

use evidence::file::read_text;
use thiserror::Error;

use crate::chapter::foot::is_id;
use crate::claim::OfChapter;
use crate::claim::reviewed::{Reviewed, StandsOn};
use crate::folder::slashed::slashed;

/// Why a lock cannot be used.
#[derive(Debug, Error)]
pub enum LockError {
    /// It cannot be read.
    #[error("cannot read {0}: {1}. Restore it, or correct `claims-lock` in book.toml.")]
    Unreadable(String, #[source] io::Error),
    /// A line of the file is none.
    #[error("{0}:{1}: {2}")]
    Malformed(String, usize, String),
}

/// The accepted claims and judgements of a book.
#[derive(Debug)]
pub(crate) struct Lock {
    /// From the book's root.
    file: String,
    text: String,
    /// By their ids, each with the line of the file.
    accepted: BTreeMap<String, Reviewed>,
}

impl Lock {
    /// Reads the lock of the book in `root`; one that is not there has no line.
    pub(crate) fn read(root: &Path, file: &Path) -> Result<Self, LockError> {
        let path = root.join(file);
        let file = slashed(file);
        let text = match read_text(&path) {
            // A link that leads nowhere is there.
            Err(error) if error.kind() == ErrorKind::NotFound && path.symlink_metadata().is_err() => {
                String::new()
            }
            read => read.map_err(|error| LockError::Unreadable(file.clone(), error))?,
        };
        let mut accepted: BTreeMap<String, Reviewed> = BTreeMap::new();
        for (line, written) in lines(&text) {
            let problem = match read_line(written) {
                None => format!(
                    "`{written}` is not an id, a sentence and a predicate with a tab between. Restore the line, or delete it and accept \
                     its claim again."
                ),
                Some((id, ..)) if accepted.contains_key(id) => {
                    format!("`{id}` is there twice. Delete the line that was not reviewed.")
                }
                Some((id, ..)) if accepted.last_key_value().is_some_and(|(last, _)| id < last.as_str()) => {
                    format!("`{id}` stands below one that comes after it. Sort the lines by their ids.")
                }
                Some((id, sentence, stands_on)) => {
                    let (id, sentence, stands_on) =
                        (id.to_owned(), sentence.to_owned(), StandsOn::of(stands_on));
                    accepted.insert(id.clone(), Reviewed { id, line, sentence, stands_on });
                    continue;
                }
            };
            return Err(LockError::Malformed(file, line, problem));
        }
        Ok(Self { file, text, accepted })
    }

    /// In what the chapters' claims and judgements differ from the accepted ones: each with its place, what was and what is, and what to
    /// do. `command` is what accepts one, without its id.
    pub(crate) fn differences(&self, chapters: &[OfChapter], command: &str) -> Vec<String> {
        let mut differences = Vec::new();
        let mut named = BTreeSet::new();
        let placed = chapters.iter().flat_map(|it| it.reviewed.iter().map(move |one| (&it.file, one)));
        for (file, Reviewed { id, line, sentence, stands_on }) in placed {
            named.insert(id.as_str());
            let ([what, name, fits], text) = (stands_on.words(), stands_on.text());
            let (changed, parts) = match self.accepted.get(id) {
                None => ("is new".to_owned(), [is("sentence", sentence), is(name, text)]),
                Some(accepted) => {
                    let changed = match (accepted.sentence == *sentence, accepted.stands_on == *stands_on) {
                        (true, true) => continue,
                        (false, true) => "has another sentence than was accepted".to_owned(),
                        (true, false) => format!("has another {name} than was accepted"),
                        (false, false) => {
                            format!("has another sentence and another {name} than were accepted")
                        }
                    };
                    let of_sentence = was_and_is("sentence", &accepted.sentence, sentence);
                    let former = if accepted.stands_on.words()[1] == name {
                        accepted.stands_on.text().to_owned()
                    } else {
                        accepted.stands_on.to_string()
                    };
                    (changed, [of_sentence, was_and_is(name, &former, text)])
                }
            };
            differences.push(format!(
                "{file}:{line}: {what} `{id}` {changed}.{}\n  {fits}, run `{command} {id}`.",
                parts.concat()
            ));
        }
        for Reviewed { id, line, sentence, stands_on } in self.accepted.values() {
            if !named.contains(id.as_str()) {
                let [what, name, _] = stands_on.words();
                let parts = [is("sentence", sentence), is(name, stands_on.text())];
                differences.push(format!(
                    "{}:{line}: {what} `{id}` is gone from the chapters.{}\n  If the book is to say it no more, run `{command} {id}`.",
                    self.file,
                    parts.concat()
                ));
            }
        }
        differences
    }

    /// Whether there is a line of that id.
    pub(crate) fn has(&self, id: &str) -> bool {
        self.accepted.contains_key(id)
    }

    /// The file with the line of that id as the chapter has it now, or without one where no chapter has it; nothing else changes.
    /// None where the line is so already.
    pub(crate) fn accepting(&self, id: &str, reviewed: Option<&Reviewed>) -> Option<String> {
        let accepted = self.accepted.get(id).map(|it| (&it.sentence, &it.stands_on));
        if accepted == reviewed.map(|it| (&it.sentence, &it.stands_on)) {
            return None;
        }
        let ends = if self.text.contains("\r\n") { "\r\n" } else { "\n" };
        let line = reviewed.map(|it| format!("{id}\t{}\t{}{ends}", it.sentence, it.stands_on));
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
            text.push_str(ends);
        }
        Some(text + &line)
    }
}

/// The lines with a claim or a judgement.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    (1..).zip(text.lines()).filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
}

fn read_line(line: &str) -> Option<(&str, &str, &str)> {
    let parts: Vec<&str> = line.split('\t').collect();
    let [id, sentence, predicate] = parts[..] else { return None };
    let plain = |text: &str| !text.is_empty() && text.trim_ascii() == text;
    (is_id(id) && plain(sentence) && plain(predicate)).then_some((id, sentence, predicate))
}

fn is(name: &str, text: &str) -> String {
    format!("\n  {name}: {text}")
}

fn was_and_is(name: &str, former: &str, now: &str) -> String {
    if former == now { is(name, now) } else { format!("\n  {name} was: {former}\n  {name} is: {now}") }
}
