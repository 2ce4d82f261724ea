//! Whether each library reads what the others wrote.

use super::gate::{Outcome, SerdeVerdict};
use super::library::Library;
use super::printable::printable;

/// What one library made of a file that another wrote.
#[derive(Debug)]
pub(super) struct Crossing {
    /// Who wrote it.
    pub(super) writer: Library,
    /// Who read it.
    pub(super) reader: Library,
    /// What the reader made of it.
    pub(super) kind: CrossingKind,
}

/// Whether a value survived being written by one library and read by another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum CrossingKind {
    /// It did.
    Same,
    /// Another value was read.
    OtherValue,
    /// Nothing was read, for this reason.
    NotRead(String),
}

impl CrossingKind {
    /// A name for records.
    pub(super) fn id(&self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::OtherValue => "other-value",
            Self::NotRead(_) => "not-read",
        }
    }
}

/// Lets every library read what every other wrote of one input.
///
/// Files that are equal byte for byte are read once: `read` is asked only for what the reader has not written itself.
pub(super) fn cross<E>(
    verdicts: &[(Library, SerdeVerdict)],
    read: impl Fn(Library, &str) -> Result<SerdeVerdict, E>,
) -> Result<Vec<Crossing>, E> {
    let mut crossings = Vec::new();
    for (writer, verdict) in verdicts {
        let Some(accepted) = verdict.outcome.accepted() else { continue };
        let Ok(written) = &accepted.written else { continue };
        for (reader, own) in verdicts.iter().filter(|(reader, _)| reader != writer) {
            let already = own.outcome.accepted().filter(|own| own.written.as_ref() == Ok(written));
            let kind = match already {
                // Its own verdict says that it reads its own bytes into its own value.
                Some(own) if own.value == accepted.value => CrossingKind::Same,
                _ => match read(*reader, written)?.outcome {
                    Outcome::Accepted(found) if found.value == accepted.value => CrossingKind::Same,
                    Outcome::Accepted(_) => CrossingKind::OtherValue,
                    Outcome::Refused(refusal) => CrossingKind::NotRead(printable(&refusal.message)),
                    Outcome::Stopped(stop) => CrossingKind::NotRead(stop.to_string()),
                },
            };
            crossings.push(Crossing { writer: *writer, reader: *reader, kind });
        }
    }
    Ok(crossings)
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::convert::Infallible;

    use super::super::gate::Accepted;
    use super::super::library::Refusal;
    use super::*;

    fn accepted(value: &str, written: &str) -> SerdeVerdict {
        let accepted = Accepted { items: 1, value: value.to_owned(), written: Ok(written.to_owned()) };
        SerdeVerdict { outcome: Outcome::Accepted(accepted), differences: Vec::new() }
    }

    fn refused() -> SerdeVerdict {
        let refusal = Refusal { message: "no\nsuch tag".to_owned(), place: None };
        SerdeVerdict { outcome: Outcome::Refused(refusal), differences: Vec::new() }
    }

    fn kinds(verdicts: [SerdeVerdict; 2], read: impl Fn(&str) -> SerdeVerdict) -> Vec<CrossingKind> {
        let verdicts: Vec<_> = [Library::SerdeYaml, Library::SerdeSaphyr].into_iter().zip(verdicts).collect();
        let crossings = cross(&verdicts, |_, text| Ok::<_, Infallible>(read(text))).unwrap();
        crossings.into_iter().map(|crossing| crossing.kind).collect()
    }

    #[test]
    fn equal_files_are_not_read_again() {
        let asked = Cell::new(false);
        let same = || accepted("v", "a: 1\n");
        let kinds = kinds([same(), same()], |_| {
            asked.set(true);
            refused()
        });
        assert_eq!((kinds, asked.get()), (vec![CrossingKind::Same, CrossingKind::Same], false));
    }

    #[test]
    fn what_another_library_reads_otherwise_or_not_at_all_is_told() {
        let pair = || [accepted("v", "a: 1\n"), accepted("v", "a: \"1\"\n")];
        assert_eq!(kinds(pair(), |_| accepted("v", "")), [CrossingKind::Same, CrossingKind::Same]);
        assert_eq!(
            kinds(pair(), |_| accepted("w", "")),
            [CrossingKind::OtherValue, CrossingKind::OtherValue]
        );
        let refusal = CrossingKind::NotRead(r"no\u{a}such tag".to_owned());
        assert_eq!(kinds(pair(), |_| refused()), [refusal.clone(), refusal]);
    }

    #[test]
    fn what_one_library_alone_accepts_is_tried_with_the_other() {
        assert_eq!(kinds([accepted("v", "a: 1\n"), refused()], |_| accepted("v", "")), [CrossingKind::Same]);
    }
}
