//! Every pair of an operation and a representation, by id.
//!
//! A pair is a function pointer: nothing is built until one is called. Building every representation
//! first changed what the allocator did for the one under test.

use std::sync::LazyLock;

use crate::model::{BacklogFile, BacklogItem};
use crate::operation::{self, Case, Missing, Operation, OperationKind};
use crate::representation::{self, Representation};

/// The representation that all others are compared with: today's.
pub const BASELINE: &str = "vec";

/// The baseline under a second name: an A/A pair, whose ratio shows what noise alone does. It is not
/// in [`representations`]; whoever compares adds it.
pub const CONTROL: &str = "vec-again";

/// Builds one case. Nothing of it is timed.
pub type CaseBuilder = fn(&BacklogFile) -> Result<Box<dyn Case>, Missing>;

/// A representation, for lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RepresentationInfo {
    /// See [`Representation::ID`].
    pub id: &'static str,
    /// See [`Representation::TITLE`].
    pub title: &'static str,
}

/// An operation, for lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OperationInfo {
    /// See [`Operation::ID`].
    pub id: &'static str,
    /// See [`Operation::TITLE`].
    pub title: &'static str,
    /// See [`Operation::ABOUT`].
    pub about: &'static str,
    /// See [`Operation::KIND`].
    pub kind: OperationKind,
    /// See [`Operation::SIZES`]; in items.
    pub sizes: &'static [usize],
}

/// An id that is in no list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no {what} {id:?}; there are: {known}")]
pub struct UnknownId {
    what: &'static str,
    id: String,
    known: String,
}

impl UnknownId {
    fn new<'a>(what: &'static str, id: &str, known: impl Iterator<Item = &'a str>) -> Self {
        Self { what, id: id.to_owned(), known: known.collect::<Vec<_>>().join(", ") }
    }
}

struct Entry {
    info: OperationInfo,
    /// In the order of the representations.
    builders: Vec<CaseBuilder>,
}

static REPRESENTATIONS: LazyLock<Vec<RepresentationInfo>> = LazyLock::new(|| {
    struct Collect(Vec<RepresentationInfo>);
    impl representation::Visitor for Collect {
        fn visit<R: Representation>(&mut self) {
            self.0.push(RepresentationInfo { id: R::ID, title: R::TITLE });
        }
    }
    let mut all = Collect(Vec::new());
    representation::visit_all(&mut all);
    all.0
});

static ENTRIES: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    struct Builders<O>(Vec<CaseBuilder>, std::marker::PhantomData<O>);
    impl<O: Operation> representation::Visitor for Builders<O> {
        fn visit<R: Representation>(&mut self) {
            self.0.push(O::case::<R>);
        }
    }
    struct Collect(Vec<Entry>);
    impl operation::Visitor for Collect {
        fn visit<O: Operation>(&mut self) {
            let mut builders = Builders::<O>(Vec::new(), std::marker::PhantomData);
            representation::visit_all(&mut builders);
            self.0.push(Entry {
                info: OperationInfo {
                    id: O::ID,
                    title: O::TITLE,
                    about: O::ABOUT,
                    kind: O::KIND,
                    sizes: O::SIZES,
                },
                builders: builders.0,
            });
        }
    }
    let mut all = Collect(Vec::new());
    operation::visit_all(&mut all);
    all.0
});

/// All representations, in the order of their list; the [`BASELINE`] comes first.
pub fn representations() -> &'static [RepresentationInfo] {
    &REPRESENTATIONS
}

/// All operations, in the order of their list.
pub fn operations() -> impl ExactSizeIterator<Item = OperationInfo> {
    ENTRIES.iter().map(|entry| entry.info)
}

/// How to build the case of one operation on one representation (or on the [`CONTROL`]).
///
/// # Errors
///
/// When either id is in no list.
pub fn case(operation: &str, representation: &str) -> Result<CaseBuilder, UnknownId> {
    let entry = ENTRIES
        .iter()
        .find(|entry| entry.info.id == operation)
        .ok_or_else(|| UnknownId::new("operation", operation, ENTRIES.iter().map(|entry| entry.info.id)))?;
    let wanted = if representation == CONTROL { BASELINE } else { representation };
    let known = || REPRESENTATIONS.iter().map(|info| info.id);
    let position = known()
        .position(|id| id == wanted)
        .ok_or_else(|| UnknownId::new("representation", representation, known().chain([CONTROL])))?;
    Ok(entry.builders[position])
}

/// Every pair that cannot be measured, with the reason: `(operation, representation, reason)`.
///
/// Only building a case tells, so each is built once, for one empty item.
pub fn missing() -> impl Iterator<Item = (&'static str, &'static str, Missing)> {
    let file = BacklogFile { items: vec![BacklogItem::default()], ..BacklogFile::default() };
    ENTRIES.iter().flat_map(move |entry| {
        let pairs = entry.builders.iter().zip(representations());
        pairs
            .filter_map(|(build, info)| Some((entry.info.id, info.id, build(&file).err()?)))
            .collect::<Vec<_>>()
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_baseline_is_the_first_representation_and_the_control_is_none() {
        assert_eq!(representations()[0].id, BASELINE);
        assert!(representations().iter().all(|info| info.id != CONTROL));
    }

    #[test]
    fn no_id_is_used_twice() {
        let operations: HashSet<_> = operations().map(|info| info.id).collect();
        let representations: HashSet<_> = representations().iter().map(|info| info.id).collect();
        assert_eq!(operations.len(), ENTRIES.len());
        assert_eq!(representations.len(), REPRESENTATIONS.len());
    }

    #[test]
    fn the_control_is_the_same_code_as_the_baseline() {
        for info in operations() {
            let (baseline, control) = (case(info.id, BASELINE).unwrap(), case(info.id, CONTROL).unwrap());
            assert!(std::ptr::fn_addr_eq(baseline, control));
        }
    }

    #[test]
    fn an_unknown_id_is_answered_with_the_known_ones() {
        let operation = case("nothing", "vec").unwrap_err().to_string();
        assert!(
            operation.starts_with("there is no operation \"nothing\"; there are: snapshot"),
            "{operation}"
        );
        let representation = case("snapshot", "nothing").unwrap_err().to_string();
        assert!(representation.contains("there are: vec, arc-file, "), "{representation}");
        assert!(representation.ends_with("memo, vec-again"), "{representation}");
    }

    #[test]
    fn every_case_runs_at_one_item_and_at_more_than_one_leaf() {
        for n in [1, 65] {
            let backlog = crate::workload::Workload::typical(1).at(n);
            for operation in operations() {
                for representation in representations() {
                    let build = case(operation.id, representation.id).unwrap();
                    match build(&backlog) {
                        Ok(mut case) => drop(crate::stopwatch::time(case.as_mut(), 3)),
                        Err(missing) => assert!(!missing.0.is_empty()),
                    }
                }
            }
        }
    }
}
