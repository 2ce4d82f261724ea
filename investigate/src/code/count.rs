//! How many, in code and in tests.

use std::collections::BTreeMap;

/// How many, in code and in tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Count {
    /// Compiled for others too.
    pub(crate) code: usize,
    /// Compiled for tests only.
    pub(crate) tests: usize,
}

impl Count {
    /// How many there are of each, by whether they are compiled for tests only.
    pub(crate) fn by<K: Ord>(things: impl Iterator<Item = (K, bool)>) -> BTreeMap<K, Self> {
        let mut counts: BTreeMap<K, Self> = BTreeMap::new();
        for (key, test) in things {
            let count = counts.entry(key).or_default();
            *(if test { &mut count.tests } else { &mut count.code }) += 1;
        }
        counts
    }
}
