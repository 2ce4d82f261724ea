//! Whether the records are of the code that a reader has.
//!
//! A record is *stale* when the hashes of its sources differ from the repository's. It *stands* all the same when it says
//! why, for the very sources that the repository has now. It is *archived* when it cannot be taken again: then it is shown
//! for what it is, of the sources of its commit, and nothing waits for it.
//!
//! A record that was computed from others names these among its inputs, and is stale as soon as one of them says something else.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

use crate::collection::Evidence;
use crate::record::{Input, InputKind, Record, Waiver};
use crate::source::{Fingerprint, hex};

/// How a record's sources relate to the repository's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Freshness<'a> {
    /// They are the same.
    Fresh,
    /// They differ, and the record says why it holds all the same: this reason.
    Stands(&'a str),
    /// They differ, and the record cannot be taken again, for this reason.
    Archived(&'a str),
    /// They differ, and these from those for which it said why it holds.
    Lapsed(Vec<&'a Input>),
    /// These differ.
    Stale(Vec<&'a Input>),
}

impl Record {
    /// The SHA-256 of what the record says. Why it still stands is said of it, and is no part of that.
    pub fn sha256(&self) -> String {
        let said = Self { waiver: None, archived: None, ..self.clone() };
        hex(Sha256::new_with_prefix(said.to_json()))
    }

    /// It as an input of a record that is computed from it.
    pub fn as_input(&self) -> Input {
        let (name, sha256) = (self.name.clone(), Some(self.sha256()));
        Input { kind: InputKind::Record, name, commit: None, dirty: None, sha256 }
    }

    /// How the inputs of a record relate to those that `now` was taken of; none where it names none that could change.
    pub fn freshness(&self, now: &Fingerprint) -> Option<Freshness<'_>> {
        let covered = self.inputs.iter().filter(|input| now.covers(input));
        let hashed: Vec<(&Input, &String)> =
            covered.filter_map(|input| Some((input, input.sha256.as_ref()?))).collect();
        if hashed.is_empty() {
            return None;
        }
        let changed = hashed.iter().filter(|(input, hash)| now.of(input) != Some(hash));
        let changed: Vec<&Input> = changed.map(|(input, _)| *input).collect();
        if changed.is_empty() {
            return Some(Freshness::Fresh);
        }
        // Since the waiver was written; one of other inputs holds for none of these.
        let since = |waiver: &Waiver| -> Vec<&Input> {
            let of = |place: usize| waiver.sha256.get(place).filter(|_| waiver.sha256.len() == hashed.len());
            let changed = hashed.iter().enumerate();
            let changed = changed
                .filter(|(place, (input, _))| of(*place).is_none_or(|then| now.of(input) != Some(then)));
            changed.map(|(_, (input, _))| *input).collect()
        };
        Some(match (self.waiver.as_ref().map(|waiver| (since(waiver), waiver)), &self.archived) {
            (Some((since, waiver)), _) if since.is_empty() => Freshness::Stands(&waiver.reason),
            (_, Some(reason)) => Freshness::Archived(reason),
            (Some((since, _)), None) => Freshness::Lapsed(since),
            (None, None) => Freshness::Stale(changed),
        })
    }

    /// Says why the record holds, for as long as the inputs are those that `now` was taken of.
    pub fn waive(&mut self, reason: &str, now: &Fingerprint) {
        let hashed = self.inputs.iter().filter(|input| input.sha256.is_some());
        let sha256 = hashed.map(|input| now.of(input).unwrap_or_default().to_owned()).collect();
        self.waiver = Some(Waiver { reason: reason.to_owned(), sha256 });
    }
}

/// The records of a folder that are of other sources than the repository's, by their files' names in the folder without
/// `.json`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outdated {
    /// Those that are stale, those included whose reason lapsed.
    pub stale: Vec<String>,
    /// Which inputs of those changed, in words.
    pub changed: BTreeSet<String>,
    /// Those that gave a reason for other sources than the repository's.
    pub lapsed: Vec<String>,
    /// Those that stand, each with its reason.
    pub standing: Vec<(String, String)>,
    /// Those that are archived, each with its reason.
    pub archived: Vec<(String, String)>,
}

impl Evidence {
    /// The records that are of other sources than those that `now` was taken of, or were computed from others than these.
    pub fn outdated(&self, now: Fingerprint) -> Outdated {
        let now = now.with(self);
        let mut outdated = Outdated::default();
        for record in self.all() {
            let name = record.name.clone();
            let freshness = record.freshness(&now);
            if matches!(freshness, Some(Freshness::Lapsed(_))) {
                outdated.lapsed.push(name.clone());
            }
            match freshness {
                None | Some(Freshness::Fresh) => {}
                Some(Freshness::Stands(reason)) => outdated.standing.push((name, reason.to_owned())),
                Some(Freshness::Archived(reason)) => outdated.archived.push((name, reason.to_owned())),
                Some(Freshness::Lapsed(changed) | Freshness::Stale(changed)) => {
                    outdated.changed.extend(changed.iter().map(ToString::to_string));
                    outdated.stale.push(name);
                }
            }
        }
        outdated
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::InputKind;

    fn input(kind: InputKind, sha256: &str) -> Input {
        Input { kind, name: "bench".to_owned(), commit: None, dirty: None, sha256: Some(sha256.to_owned()) }
    }

    fn fingerprint(sources: &str) -> Fingerprint {
        Fingerprint::new("bench", [(InputKind::Package, sources), (InputKind::Dependencies, "d")])
    }

    fn record() -> Record {
        let inputs = vec![input(InputKind::Package, "old"), input(InputKind::Dependencies, "d")];
        Record { inputs, ..Record::new("a") }
    }

    fn waived(reason: &str, now: &str) -> Record {
        let mut record = record();
        record.waive(reason, &fingerprint(now));
        record
    }

    #[test]
    fn a_record_without_a_reason_is_stale_as_soon_as_an_input_changes_and_names_it() {
        assert_eq!(record().freshness(&fingerprint("old")), Some(Freshness::Fresh));
        let changed = input(InputKind::Package, "old");
        assert_eq!(record().freshness(&fingerprint("new")), Some(Freshness::Stale(vec![&changed])));
        let other = Fingerprint::new("bench", [(InputKind::Package, "old"), (InputKind::Dependencies, "e")]);
        assert!(
            matches!(record().freshness(&other), Some(Freshness::Stale(changed)) if changed[0].kind == InputKind::Dependencies)
        );
        let another =
            Fingerprint::new("other", [(InputKind::Package, "old"), (InputKind::Dependencies, "d")]);
        assert!(
            matches!(record().freshness(&another), Some(Freshness::Stale(changed)) if changed.len() == 2)
        );
        assert_eq!(Record::new("a").freshness(&other), None);
    }

    #[test]
    fn an_archived_record_is_never_stale_and_is_fresh_as_long_as_its_inputs_are_here() {
        let archived = Some("The machine is gone.".to_owned());
        let gone = Record { archived: archived.clone(), ..record() };
        assert_eq!(gone.freshness(&fingerprint("new")), Some(Freshness::Archived("The machine is gone.")));
        assert_eq!(gone.freshness(&fingerprint("old")), Some(Freshness::Fresh));
        let stood = Record { archived, ..waived("A comment.", "new") };
        assert!(matches!(stood.freshness(&fingerprint("newer")), Some(Freshness::Archived(_))));
    }

    #[test]
    fn a_reason_holds_for_the_inputs_that_it_was_given_for_and_no_others() {
        let record = waived("A comment changed.", "new");
        assert_eq!(record.freshness(&fingerprint("new")), Some(Freshness::Stands("A comment changed.")));
        assert!(matches!(record.freshness(&fingerprint("newer")), Some(Freshness::Lapsed(_))));
        let newer = Fingerprint::new("bench", [(InputKind::Package, "new"), (InputKind::Dependencies, "e")]);
        // What the reason covers is not named.
        assert!(
            matches!(record.freshness(&newer), Some(Freshness::Lapsed(since)) if since.len() == 1 && since[0].kind == InputKind::Dependencies)
        );
        assert_eq!(record.freshness(&fingerprint("old")), Some(Freshness::Fresh));
        // Of no inputs, it holds for none, be they gone.
        let empty = Record {
            waiver: record.waiver.map(|it| Waiver { sha256: Vec::new(), ..it }),
            inputs: vec![input(InputKind::Benches, "gone")],
            ..Record::new("a")
        };
        assert!(
            matches!(empty.freshness(&fingerprint("old")), Some(Freshness::Lapsed(since)) if since.len() == 1)
        );
    }

    /// Two records, the second computed from the first as it was before `change`.
    fn computed(change: impl FnOnce(&mut Record)) -> Outdated {
        let mut from = Record::new("from");
        let of = Record { inputs: vec![from.as_input()], ..Record::new("of") };
        change(&mut from);
        let evidence = Evidence::of(vec![from, of]);
        evidence.outdated(Fingerprint::default())
    }

    #[test]
    fn what_was_computed_from_a_record_is_stale_as_soon_as_that_says_something_else() {
        assert_eq!(computed(|_| {}), Outdated::default());
        // Why it stands is no part of what it says.
        let archived = computed(|from| from.archived = Some("The machine is gone.".to_owned()));
        assert_eq!(archived, Outdated::default());
        let outdated = computed(|from| from.notes.push("Another.".to_owned()));
        assert_eq!(outdated.stale, ["of"]);
        assert_eq!(Vec::from_iter(outdated.changed), ["the record from"]);
        assert_eq!(computed(|from| from.name = "renamed".to_owned()).stale, ["of"]);
    }

    #[test]
    fn where_no_package_is_looked_at_only_records_can_be_stale() {
        let evidence = Evidence::of(vec![record()]);
        assert_eq!(evidence.outdated(Fingerprint::default()), Outdated::default());
        assert_eq!(evidence.outdated(fingerprint("new")).stale, ["a"]);
    }
}
