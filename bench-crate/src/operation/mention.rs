//! Backlogs in which some items depend on others, as in the operations that strip a dependency.

use crate::model::BacklogFile;

/// No workload has an item with this id.
pub(super) const STRIPPED: &str = "STRIPPED-001";

/// An id as long, which stays.
pub(super) const KEPT: &str = "STRIPPED-002";

/// Every tenth item depends on another.
const DISTANCE: usize = 10;

/// The indices of the items that depend on another.
pub(super) fn places(len: usize) -> impl Iterator<Item = usize> {
    (0..len).step_by(DISTANCE)
}

/// The backlog with the items at these places depending on [`KEPT`] too.
pub(super) fn with_dependencies(file: &BacklogFile) -> BacklogFile {
    let mut file = file.clone();
    for index in places(file.items.len()) {
        file.items[index].dependencies.push(KEPT.to_owned());
    }
    file
}
