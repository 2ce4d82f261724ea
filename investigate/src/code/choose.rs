//! Chooses the definition that is meant.

use super::definition::Definition;
use super::error::CodeError;
use super::sources::{SourceFile, unread};
use super::subject::{Subject, SubjectKind};

/// The most names that a sentence lists.
const LISTED: usize = 12;

/// The one definition of the subject.
pub(crate) fn choose<'a>(
    subject: &Subject,
    all: &'a [Definition],
    sources: &[SourceFile],
) -> Result<&'a Definition, CodeError> {
    let matching: Vec<&Definition> = all.iter().filter(|it| is_meant(subject, it)).collect();
    match matching.as_slice() {
        [one] => Ok(one),
        [] => Err(CodeError::Unknown {
            kind: subject.kind.name(),
            subject: subject.as_option(),
            there: there(subject, all),
            unread: unread(sources),
        }),
        [first, ..] => Err(CodeError::Ambiguous {
            subject: subject.to_string(),
            places: matching.iter().map(|it| format!("{} ({})", it.subject, it.at())).collect(),
            first: first.at(),
        }),
    }
}

fn is_meant(subject: &Subject, definition: &Definition) -> bool {
    let other = &definition.subject;
    let named = subject.kind == other.kind && subject.name == other.name;
    let owned = subject.owner.is_none() || subject.owner == other.owner;
    let placed = subject.file.as_ref().is_none_or(|file| *file == definition.file);
    let lined = subject.line.is_none_or(|line| line == definition.place.line);
    named && owned && placed && lined
}

/// What there is instead: the owner's members, else those of that name, else the types; the most alike first.
fn there(subject: &Subject, all: &[Definition]) -> String {
    // Who names a file is told files.
    let name = |it: &Subject| if subject.file.is_some() { it.as_option() } else { it.to_string() };
    let list = |filter: &dyn Fn(&Subject) -> bool| {
        let mut names: Vec<String> =
            all.iter().map(|it| &it.subject).filter(|it| filter(it)).map(name).collect();
        names.sort();
        names.dedup();
        let asked = [subject.as_option(), subject.owner.clone().unwrap_or_default()];
        names.sort_by_cached_key(|name| {
            asked.each_ref().map(|it| strsim::damerau_levenshtein(name, it)).into_iter().min()
        });
        names
    };
    let members = list(&|it| it.kind == subject.kind && it.owner.is_some() && it.owner == subject.owner);
    if !members.is_empty() {
        return sentence(&members);
    }
    let namesakes = list(&|it| it.kind == subject.kind && it.name == subject.name);
    if !namesakes.is_empty() {
        return sentence(&namesakes);
    }
    match subject.owner {
        Some(ref owner) if list(&|it| it.kind == SubjectKind::Type && it.name == *owner).is_empty() => {
            format!("No type is called {owner}. {}", sentence(&list(&|it| it.kind == SubjectKind::Type)))
        }
        _ => sentence(&list(&|it| it.kind == subject.kind)),
    }
}

fn sentence(names: &[String]) -> String {
    match names.len() {
        0 => "The crate defines none.".to_owned(),
        count if count > LISTED => {
            format!("There are {} and {} more.", names[..LISTED].join(", "), count - LISTED)
        }
        _ => format!("There are {}.", names.join(", ")),
    }
}
