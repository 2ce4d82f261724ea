//! Whether the records are of the code that a reader has.
//!
//! A record is *stale* when the hashes of its sources differ from the repository's. It *stands* all the same when it says
//! why, for the very sources that the repository has now. It is *archived* when it cannot be taken again: then it is shown
//! for what it is, of the sources of its commit, and nothing waits for it.

use crate::collection::Evidence;
use crate::record::{Source, Stands};
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

impl Source {
    /// How these sources relate to those that `now` was taken of.
    pub fn freshness(&self, now: &Fingerprint) -> Freshness<'_> {
        let same = |sources: &str, dependencies: &str| {
            sources == now.bench_sources && dependencies == now.dependencies
        };
        match &self.stands {
            _ if same(&self.bench_sources, &self.dependencies) => Freshness::Fresh,
            Some(stands) if same(&stands.bench_sources, &stands.dependencies) => {
                Freshness::Stands(&stands.reason)
            }
            stands => match (&self.archived, stands) {
                (Some(reason), _) => Freshness::Archived(reason),
                (None, Some(_)) => Freshness::Lapsed,
                (None, None) => Freshness::Stale,
            },
        }
    }
}

impl Stands {
    /// For this reason, as long as the sources are those of `now`.
    pub fn new(reason: &str, now: &Fingerprint) -> Self {
        Self {
            reason: reason.to_owned(),
            bench_sources: now.bench_sources.clone(),
            dependencies: now.dependencies.clone(),
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
        for (name, source) in self.sources() {
            match source.freshness(now) {
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

    fn source(stands: Option<Stands>) -> Source {
        Source {
            commit: None,
            dirty: false,
            bench_sources: "old".to_owned(),
            dependencies: "d".to_owned(),
            stands,
            archived: None,
        }
    }

    #[test]
    fn a_record_without_a_reason_is_stale_as_soon_as_the_sources_change() {
        assert_eq!(source(None).freshness(&fingerprint("old")), Freshness::Fresh);
        assert_eq!(source(None).freshness(&fingerprint("new")), Freshness::Stale);
        let other = Fingerprint { dependencies: "e".to_owned(), ..fingerprint("old") };
        assert_eq!(source(None).freshness(&other), Freshness::Stale);
    }

    #[test]
    fn an_archived_record_is_never_stale_and_is_fresh_as_long_as_its_sources_are_here() {
        let archived = Source { archived: Some("The machine is gone.".to_owned()), ..source(None) };
        assert_eq!(archived.freshness(&fingerprint("new")), Freshness::Archived("The machine is gone."));
        assert_eq!(archived.freshness(&fingerprint("old")), Freshness::Fresh);
        let stood = Source {
            archived: archived.archived.clone(),
            ..source(Some(Stands::new("A comment.", &fingerprint("new"))))
        };
        assert_eq!(stood.freshness(&fingerprint("newer")), Freshness::Archived("The machine is gone."));
    }

    #[test]
    fn a_reason_holds_for_the_sources_that_it_was_given_for_and_no_others() {
        let source = source(Some(Stands::new("A comment changed.", &fingerprint("new"))));
        assert_eq!(source.freshness(&fingerprint("new")), Freshness::Stands("A comment changed."));
        assert_eq!(source.freshness(&fingerprint("newer")), Freshness::Lapsed);
        assert_eq!(source.freshness(&fingerprint("old")), Freshness::Fresh);
    }
}
