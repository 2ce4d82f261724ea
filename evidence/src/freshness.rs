//! Whether the records are of the code that a reader has.
//!
//! A record is *stale* when the hashes of its sources differ from the repository's. It *stands* all the same when it says
//! why, for the very sources that the repository has now. It is *archived* when it cannot be taken again: then it is shown
//! for what it is, of the sources of its commit, and nothing waits for it.

use crate::collection::Evidence;
use crate::record::{Input, InputKind, Record, Waiver};
use crate::source::Fingerprint;

/// How a record's sources relate to the repository's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freshness<'a> {
    /// They are the same.
    Fresh,
    /// They differ, and the record says why it holds all the same: this reason.
    Stands(&'a str),
    /// They differ, and the record cannot be taken again, for this reason.
    Archived(&'a str),
    /// They differ, and so do those for which it said why it holds.
    Lapsed,
    /// They differ.
    Stale,
}

impl Record {
    /// How the inputs of a record relate to those that `now` was taken of; none where it names none that could change.
    pub fn freshness(&self, now: &Fingerprint) -> Option<Freshness<'_>> {
        let hashed: Vec<(&Input, &String)> =
            self.inputs.iter().filter_map(|input| Some((input, input.sha256.as_ref()?))).collect();
        if hashed.is_empty() {
            return None;
        }
        if hashed.iter().all(|(input, hash)| now.of(input) == *hash) {
            return Some(Freshness::Fresh);
        }
        let holds = |waiver: &Waiver| {
            waiver.sha256.len() == hashed.len()
                && hashed.iter().zip(&waiver.sha256).all(|((input, _), hash)| now.of(input) == hash)
        };
        Some(match (&self.waiver, &self.archived) {
            (Some(waiver), _) if holds(waiver) => Freshness::Stands(&waiver.reason),
            (_, Some(reason)) => Freshness::Archived(reason),
            (Some(_), None) => Freshness::Lapsed,
            (None, None) => Freshness::Stale,
        })
    }

    /// Says why the record holds, for as long as the inputs are those that `now` was taken of.
    pub fn waive(&mut self, reason: &str, now: &Fingerprint) {
        let hashed = self.inputs.iter().filter(|input| input.sha256.is_some());
        let sha256 = hashed.map(|input| now.of(input).to_owned()).collect();
        self.waiver = Some(Waiver { reason: reason.to_owned(), sha256 });
    }
}

impl Fingerprint {
    /// The hash of an input; none is like that of what was not hashed.
    fn of(&self, input: &Input) -> &str {
        match input.kind {
            InputKind::Package => &self.bench_sources,
            InputKind::Dependencies => &self.dependencies,
            InputKind::Crate => "",
        }
    }
}

/// The records of a folder that are of other sources than the repository's, by their files' names in the folder without
/// `.json`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outdated {
    /// Those that are stale, those included whose reason lapsed.
    pub stale: Vec<String>,
    /// Those that gave a reason for other sources than the repository's.
    pub lapsed: Vec<String>,
    /// Those that stand, each with its reason.
    pub standing: Vec<(String, String)>,
    /// Those that are archived, each with its reason.
    pub archived: Vec<(String, String)>,
}

impl Evidence {
    /// The records that are of other sources than those that `now` was taken of.
    pub fn outdated(&self, now: &Fingerprint) -> Outdated {
        let mut outdated = Outdated::default();
        for record in self.all() {
            let name = record.name.clone();
            let Some(freshness) = record.freshness(now) else { continue };
            match freshness {
                Freshness::Fresh => {}
                Freshness::Stands(reason) => outdated.standing.push((name, reason.to_owned())),
                Freshness::Archived(reason) => outdated.archived.push((name, reason.to_owned())),
                Freshness::Lapsed => {
                    outdated.lapsed.push(name.clone());
                    outdated.stale.push(name);
                }
                Freshness::Stale => outdated.stale.push(name),
            }
        }
        outdated
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fingerprint(sources: &str) -> Fingerprint {
        Fingerprint { bench_sources: sources.to_owned(), dependencies: "d".to_owned() }
    }

    fn record() -> Record {
        let input = |kind, sha256: &str| Input {
            kind,
            name: "bench".to_owned(),
            commit: None,
            dirty: None,
            sha256: Some(sha256.to_owned()),
        };
        let inputs = vec![input(InputKind::Package, "old"), input(InputKind::Dependencies, "d")];
        Record { inputs, ..Record::new("a") }
    }

    fn waived(reason: &str, now: &str) -> Record {
        let mut record = record();
        record.waive(reason, &fingerprint(now));
        record
    }

    fn of(record: &Record, now: &str) -> Freshness<'static> {
        match record.freshness(&fingerprint(now)).unwrap() {
            Freshness::Stands(_) => Freshness::Stands(""),
            Freshness::Archived(_) => Freshness::Archived(""),
            Freshness::Fresh => Freshness::Fresh,
            Freshness::Lapsed => Freshness::Lapsed,
            Freshness::Stale => Freshness::Stale,
        }
    }

    #[test]
    fn a_record_without_a_reason_is_stale_as_soon_as_an_input_changes() {
        assert_eq!(of(&record(), "old"), Freshness::Fresh);
        assert_eq!(of(&record(), "new"), Freshness::Stale);
        let other = Fingerprint { dependencies: "e".to_owned(), ..fingerprint("old") };
        assert_eq!(record().freshness(&other), Some(Freshness::Stale));
        assert_eq!(Record::new("a").freshness(&other), None);
    }

    #[test]
    fn an_archived_record_is_never_stale_and_is_fresh_as_long_as_its_inputs_are_here() {
        let archived = Some("The machine is gone.".to_owned());
        let gone = Record { archived: archived.clone(), ..record() };
        assert_eq!(gone.freshness(&fingerprint("new")), Some(Freshness::Archived("The machine is gone.")));
        assert_eq!(of(&gone, "old"), Freshness::Fresh);
        let stood = Record { archived, ..waived("A comment.", "new") };
        assert_eq!(of(&stood, "newer"), Freshness::Archived(""));
    }

    #[test]
    fn a_reason_holds_for_the_inputs_that_it_was_given_for_and_no_others() {
        let record = waived("A comment changed.", "new");
        assert_eq!(record.freshness(&fingerprint("new")), Some(Freshness::Stands("A comment changed.")));
        assert_eq!(of(&record, "newer"), Freshness::Lapsed);
        assert_eq!(of(&record, "old"), Freshness::Fresh);
    }
}
