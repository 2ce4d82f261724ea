//! Whether a record's counts are what the code of now counts.
//!
//! A count is the same on every run, but for some of large trees: whether a write cloned an item is told by where items lie in memory, and an
//! allocator that gives a clone the place of an item that the same write freed hides the clone. How often that happens differs between two runs of one
//! program. So what differs is counted again: what then differs from itself, by little, says nothing of the code.

use std::collections::{BTreeMap, BTreeSet};

/// The counts of a record, by their paths.
pub(super) type Counts = BTreeMap<String, f64>;

/// How often is counted, at most.
const TAKES: usize = 6;

/// How far from the record's count one may be that differs from itself, as a share of it. More than this is no chance of the allocator's.
const NEAR: f64 = 0.05;

/// What came of counting again.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Recount {
    /// Counts that are the same.
    pub(super) same: usize,
    /// Counts that differ from one take to the next.
    pub(super) varying: usize,
}

/// Compares counts with those that are taken now, as often as it needs to see whether what differs also differs from itself. `Err` within has
/// each that does not: its path, what it was and what it is.
///
/// # Errors
/// When counting fails.
pub(super) fn recount<E>(
    was: &Counts,
    mut take: impl FnMut() -> Result<Counts, E>,
) -> Result<Result<Recount, Vec<String>>, E> {
    let mut takes = Vec::new();
    loop {
        takes.push(take()?);
        let paths: BTreeSet<&String> = was.keys().chain(takes[0].keys()).collect();
        let (mut found, mut differences, mut is_near) = (Recount::default(), Vec::new(), true);
        for path in paths {
            let (was, now) = (was.get(path), takes[0].get(path));
            let near = |take: &Counts| match (was, take.get(path)) {
                (Some(was), Some(now)) => (was - now).abs() <= NEAR * was,
                _ => false,
            };
            if takes.iter().all(|take| take.get(path) == was) {
                found.same += 1;
            } else if takes.iter().all(near) && takes.iter().any(|take| take.get(path) != now) {
                found.varying += 1;
            } else {
                is_near &= takes.iter().all(near);
                differences.push(format!("{path} was {} and is {}", said(was), said(now)));
            }
        }
        if differences.is_empty() {
            return Ok(Ok(found));
        }
        if !is_near || takes.len() == TAKES {
            return Ok(Err(differences));
        }
    }
}

fn said(count: Option<&f64>) -> String {
    count.map_or_else(|| "not counted".to_owned(), ToString::to_string)
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::*;

    fn of(counts: &[(&str, f64)]) -> Counts {
        counts.iter().map(|(path, count)| ((*path).to_owned(), *count)).collect()
    }

    /// What comes of counting `was` again, each take with another count of `copies`, the last one again and again; and how many were needed.
    fn counted(copies: &[f64]) -> (Result<Recount, Vec<String>>, usize) {
        let mut takes = 0;
        let found = recount(&of(&[("clones", 92.0), ("copies", 100.0)]), || {
            takes += 1;
            Ok::<_, Infallible>(of(&[("clones", 92.0), ("copies", copies[takes.min(copies.len()) - 1])]))
        });
        (found.unwrap(), takes)
    }

    #[test]
    fn equal_counts_are_taken_once() {
        assert_eq!(counted(&[100.0]), (Ok(Recount { same: 2, varying: 0 }), 1));
    }

    #[test]
    fn what_differs_from_itself_by_little_is_no_difference() {
        assert_eq!(counted(&[101.0, 102.0]), (Ok(Recount { same: 1, varying: 1 }), 2));
        assert_eq!(counted(&[101.0, 101.0, 101.0, 102.0]), (Ok(Recount { same: 1, varying: 1 }), 4));
    }

    #[test]
    fn what_is_another_count_each_time_is_a_difference_and_so_is_what_is_far_off() {
        let other = |now: &str| Err(vec![format!("copies was 100 and is {now}")]);
        assert_eq!(counted(&[101.0]), (other("101"), TAKES));
        assert_eq!(counted(&[120.0, 101.0]), (other("120"), 1));
        assert_eq!(counted(&[101.0, 120.0]), (other("101"), 2));
    }

    #[test]
    fn what_is_gone_or_new_is_a_difference_at_once() {
        let gone = recount(&of(&[("a", 1.0)]), || Ok::<_, Infallible>(of(&[("b", 2.0)]))).unwrap();
        assert_eq!(
            gone,
            Err(vec!["a was 1 and is not counted".to_owned(), "b was not counted and is 2".to_owned()])
        );
    }
}
