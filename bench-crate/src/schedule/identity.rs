//! Which items were cloned, told from where they live.

use crate::model::{BacklogItem, View};
use crate::representation::Representation;

/// Where the items of a backlog live, to tell later which were cloned since.
///
/// An item that is moved takes the buffer of its id along; a clone has one of its own. The old
/// buffer must still be there when the new one is made for this to be exact, and it is: a clone is
/// made from it. What a write cloned and dropped again is not seen; only `remove` in a merge does so.
///
/// It works for every list, whatever is shared in it, and touches neither list nor item.
#[derive(Debug)]
pub struct Identities(Vec<usize>);

fn identity(item: &BacklogItem) -> usize {
    item.id.as_ptr().addr()
}

impl Identities {
    /// Where the items of `backlog` live: O(n log n).
    pub fn of(backlog: &impl View) -> Self {
        let mut addresses: Vec<usize> = backlog.iter().map(identity).collect();
        addresses.sort_unstable();
        Self(addresses)
    }

    /// As [`of`](Self::of), with the items of the snapshot that the owner
    /// [keeps](Representation::kept): what is neither of these, a request has cloned.
    pub fn held_by(owner: &impl Representation) -> Self {
        let mut own = Self::of(owner);
        if let Some(kept) = owner.kept() {
            own.0.extend(kept.iter().map(identity));
            own.0.sort_unstable();
        }
        own
    }

    /// How many items there were.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there were none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many items of `backlog` live elsewhere: clones, and what was added.
    pub fn others_in(&self, backlog: &impl View) -> usize {
        backlog.iter().filter(|item| self.0.binary_search(&identity(item)).is_err()).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workload::Workload;

    #[test]
    fn what_is_moved_is_the_same_and_what_is_cloned_is_not() {
        let mut file = Workload::typical(1).at(10);
        let before = Identities::of(&file);
        let copy = file.clone();
        assert_eq!(before.others_in(&copy), 10);
        file.remove_at(2);
        file.items.reserve(1_000);
        file.update_at(0, |item| item.title.push('!'));
        assert_eq!(before.others_in(&file), 0);
        file.push(copy.items[2].clone());
        assert_eq!((before.others_in(&file), before.len()), (1, 10));
    }
}
